package io.monthclose.cli;

import io.monthclose.account.IdFormat;
import io.monthclose.job.RejectLimit;
import io.monthclose.money.Percentage;
import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantText;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How option values are read; as strictly as the input files. */
final class MonthOption {
    private MonthOption() {}

    /**
     * An account id is asked for by its form before the book is opened.
     *
     * @throws ProblemException WRONG_USE when it is none
     */
    static void checkAccount(String account) {
        if (!IdFormat.isValid(account)) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE, "--account '" + account + "' is not 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
    }

    /** {@code 2022-09}. */
    static final class MonthConverter implements ITypeConverter<YearMonth> {
        @Override
        public YearMonth convert(String text) {
            try {
                return BillingMonth.parse(text, ZoneOffset.UTC).yearMonth();
            } catch (ProblemException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** {@code 2022-10-02T10:00:00+08:00}. */
    static final class InstantConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            return InstantText.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not an instant like 2022-10-02T10:00:00+08:00"));
        }
    }

    /** {@code 100} or {@code 0.5%}. */
    static final class RejectLimitConverter implements ITypeConverter<RejectLimit> {
        @Override
        public RejectLimit convert(String text) {
            return RejectLimit.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is neither a number of lines like 100 nor a percentage like 0.5%"));
        }
    }

    /** {@code 12.5%}. */
    static final class PercentageConverter implements ITypeConverter<Percentage> {
        @Override
        public Percentage convert(String text) {
            return Percentage.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not a percentage like 12.5%, with 4 decimals at most"));
        }
    }
}
