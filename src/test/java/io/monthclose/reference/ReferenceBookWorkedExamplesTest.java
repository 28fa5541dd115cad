package io.monthclose.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settlements of the rules, worked out by hand, hold in the reference book, text for text. */
class ReferenceBookWorkedExamplesTest {
    private static final YearMonth AUGUST = YearMonth.of(2022, 8);
    private static final YearMonth SEPTEMBER = YearMonth.of(2022, 9);
    private static final Instant EARLY_SEPTEMBER = Instant.parse("2022-09-02T02:00:00Z");
    private static final Instant EARLY_OCTOBER = Instant.parse("2022-10-02T02:00:00Z");
    private static final String USAGE = "record_id,account_id,api,calls,occurred_at\n";
    private static final String ACCOUNTS = "account_id,name,opened_on,closed_on\n";
    private static final String PACKS = "pack_id,account_id,apis,calls,valid_from,valid_until\n";
    private static final String TOP_UPS = "top_up_id,account_id,amount,received_at\n";

    /** One good row, the same again, and a row for each way to be rejected; the last one does not end. */
    private static final String ROWS = """
        r1,A1,CropImage,7,2022-08-05T00:00:00+08:00
        "r1",A1,CropImage,007,2022-08-04T16:00Z\r
        r1,A1,CropImage,8,2022-08-05T00:00:00+08:00

        r2,A1,CropImage,8
        r 2,A1,CropImage,8,2022-08-05T00:00:00+08:00
        r2,A1,CropImage,8,2022-08-05T24:00:00+08:00
        r2,A1,CropImage,-8,2022-08-05T00:00:00+08:00
        r2,A1,Crop,8,2022-08-05T00:00:00+08:00
        r2,A2,CropImage,8,2022-08-05T00:00:00+08:00
        r2,A1,CropImage,8,2022-07-31T23:59:59.999999999+08:00
        r2,A1,CropImage,8,2022-09-01T00:00:00+08:00
        r2,A\u0007"1,CropImage\
        """;

    @TempDir
    Path folder;

    private ReferenceBook book = new ReferenceBook(Catalogue.shipped());

    @BeforeEach
    void openBook() throws IOException {
        book = new ReferenceBook(Catalogue.shipped());
        write("accounts.csv", ACCOUNTS + "A1,One,2022-01-01,\n");
    }

    @Test
    void releaseChargeAndFreezeFollowEachOther() throws IOException {
        write("top-ups.csv", TOP_UPS + "T1,A1,6000,2022-08-01T10:00+08:00\n");
        write("usage.csv", USAGE + "r1,A1,DetectProduct,1210000,2022-08-05T00:00:00+08:00\n");
        Map<String, String> august = book.settle(AUGUST, folder, EARLY_SEPTEMBER);
        write("usage.csv", USAGE + "r1,A1,DetectProduct,500000,2022-09-05T00:00:00+08:00\n");
        Map<String, String> september = book.settle(SEPTEMBER, folder, EARLY_OCTOBER);

        assertThat(august.get("bills.csv")).endsWith("status\n2022-08,A1,2022-08-A1,CNY,2640,0,2640.00,3360.00,PAID\n");
        assertThat(august.get("bill-lines.csv"))
                .endsWith("2022-08,A1,DetectProduct,2020-01-01,1210000,0,10000,0,1200000,1000000,2.2,2640\n");
        assertThat(august.get("freezes.csv")).endsWith("2022-08,A1,0.00,2662.00,2662.00,HELD,ACTIVE\n");
        assertThat(september.get("bills.csv")).endsWith("2022-09,A1,2022-09-A1,CNY,1225,0,1225.00,2135.00,PAID\n");
        assertThat(september.get("freezes.csv")).endsWith("2022-09,A1,2662.00,1250.00,1250.00,HELD,ACTIVE\n");
        assertThat(september.get("ledger.csv")).isEqualTo("""
            month,entry_id,account_id,kind,debit,credit,amount,effective_at
            2022-09,2022-09-A1#000001,A1,RELEASE,FROZEN,AVAILABLE,2662.00,2022-10-02T10:00:00+08:00
            2022-09,2022-09-A1#000002,A1,CHARGE,AVAILABLE,REVENUE,1225.00,2022-10-02T10:00:00+08:00
            2022-09,2022-09-A1#000003,A1,FREEZE,AVAILABLE,FROZEN,1250.00,2022-10-02T10:00:00+08:00
            """);
    }

    @Test
    void aTopUpAfterTheSettlementInstantWaits() throws IOException {
        write("top-ups.csv", TOP_UPS + "T1,A1,5.5,2022-09-02T10:00:00.001+08:00\nT2,A1,1,2022-09-02T10:00:00+08:00\n");
        write("usage.csv", USAGE);

        assertThat(book.settle(AUGUST, folder, EARLY_SEPTEMBER).get("bills.csv"))
                .endsWith("2022-08,A1,2022-08-A1,CNY,0,0,0.00,1.00,PAID\n");
        assertThat(book.settle(SEPTEMBER, folder, EARLY_OCTOBER).get("ledger.csv"))
                .endsWith("2022-09,2022-09-A1#000001,A1,TOP_UP,CASH,AVAILABLE,5.50,2022-09-02T10:00:00.001+08:00\n");
    }

    @Test
    void anAmountWantedThatIsNotThereIsRecordedAndNothingIsFrozen() throws IOException {
        write("top-ups.csv", TOP_UPS + "T1,A1,2499.99,2022-08-01T10:00+08:00\n");
        write("usage.csv", USAGE + "r1,A1,DetectProduct,10001,2022-08-05T00:00:00+08:00\n");
        Map<String, String> poor = book.settle(AUGUST, folder, EARLY_SEPTEMBER);
        write("usage.csv", USAGE + "r1,A1,DetectProduct,1009999,2022-09-05T00:00:00+08:00\n");
        Map<String, String> inArrears = book.settle(SEPTEMBER, folder, EARLY_OCTOBER);

        assertThat(poor.get("bills.csv")).endsWith("2022-08,A1,2022-08-A1,CNY,0.0025,-0.0025,0.00,2499.99,PAID\n");
        assertThat(poor.get("freezes.csv")).endsWith("2022-08,A1,0.00,25.00,25.00,HELD,ACTIVE\n");
        assertThat(inArrears.get("bills.csv"))
                .endsWith("2022-09,A1,2022-09-A1,CNY,2499.9975,0.0025,2500.00,-0.01,ARREARS\n");
        assertThat(inArrears.get("freezes.csv")).endsWith("2022-09,A1,25.00,2222.00,0.00,INSUFFICIENT,ARREARS\n");
    }

    @Test
    void aClosingLearntLateGetsItsFreezeBack() throws IOException {
        write("top-ups.csv", TOP_UPS + "T1,A1,100,2022-08-01T10:00+08:00\n");
        write("usage.csv", USAGE + "r1,A1,CropImage,1000,2022-08-05T00:00:00+08:00\n");
        assertThat(book.settle(AUGUST, folder, EARLY_SEPTEMBER).get("freezes.csv"))
                .endsWith("2022-08,A1,0.00,2.00,2.00,HELD,ACTIVE\n");
        write("accounts.csv", ACCOUNTS + "A1,One,2022-01-01,2022-08-20\n");
        write("usage.csv", USAGE);

        Map<String, String> september = book.settle(SEPTEMBER, folder, EARLY_OCTOBER);

        assertThat(september.get("freezes.csv")).endsWith("2022-09,A1,2.00,0.00,0.00,NONE,CLOSED\n");
        assertThat(september.get("bills.csv")).endsWith("2022-09,A1,2022-09-A1,CNY,0,0,0.00,100.00,PAID\n");
    }

    @Test
    void aClosingThatWouldChangeAClosedMonthIsRefused() throws IOException {
        write("usage.csv", USAGE);
        book.settle(AUGUST, folder, EARLY_SEPTEMBER);
        write("accounts.csv", ACCOUNTS + "A1,One,2022-01-01,2022-08-01\n");

        assertThatThrownBy(() -> book.settle(SEPTEMBER, folder, EARLY_OCTOBER))
                .isInstanceOf(ReferenceRefused.class)
                .hasMessageContaining("2022-08");
    }

    @Test
    void aPackThatEndsWithTheMonthIsForfeitedInTheNext() throws IOException {
        write(
                "prepaid-packs.csv",
                PACKS + "P1,A1,DetectProduct|RecognizeCar,300,2022-08-01T00:00+08:00,2022-09-01T00:00+08:00\n");
        write("usage.csv", USAGE + "r1,A1,RecognizeCar,10100,2022-08-31T23:59:59.999999999+08:00\n");

        assertThat(book.settle(AUGUST, folder, EARLY_SEPTEMBER).get("packs.csv"))
                .endsWith("closing\n2022-08,A1,P1,300,100,0,200\n");
        write("usage.csv", USAGE + "r1,A1,RecognizeCar,1,2022-09-01T00:00:00+08:00\n");
        assertThat(book.settle(SEPTEMBER, folder, EARLY_OCTOBER).get("packs.csv"))
                .endsWith("closing\n2022-09,A1,P1,200,0,200,0\n");
    }

    @Test
    void anAccountThatClosesWithTheMonthGetsNoNewFreeze() throws IOException {
        write("accounts.csv", ACCOUNTS + "A1,One,2022-08-05,2022-09-01\nA2,Two,2022-01-01,2022-09-02\n");
        write("top-ups.csv", TOP_UPS + "T1,A1,2,2022-08-01T10:00+08:00\nT2,A2,2,2022-08-01T10:00+08:00\n");
        write(
                "usage.csv",
                USAGE + "r1,A1,CropImage,1000,2022-08-05T00:00:00+08:00\nr1,A2,CropImage,1000,2022-08-05T00:00Z\n");

        assertThat(book.settle(AUGUST, folder, EARLY_SEPTEMBER).get("freezes.csv"))
                .endsWith("2022-08,A1,0.00,0.00,0.00,NONE,CLOSED\n2022-08,A2,0.00,2.00,2.00,HELD,ACTIVE\n");
        assertThat(book.counts()).containsEntry("accepted", 2L);
    }

    @Test
    void topUpsArePostedInTheOrderTheyWereReceived() throws IOException {
        write(
                "top-ups.csv",
                TOP_UPS + "T1,A1,1,2022-08-02T00:00Z\nT3,A1,2,2022-08-01T00:00Z\nT2,A1,3,2022-08-01T00:00Z\n");
        write("usage.csv", USAGE);

        assertThat(book.settle(AUGUST, folder, EARLY_SEPTEMBER).get("ledger.csv"))
                .containsSubsequence("AVAILABLE,3.00,", "AVAILABLE,2.00,", "AVAILABLE,1.00,");
    }

    @Test
    void aRejectKeepsTheFirst4096BytesOfItsLine() throws IOException {
        String whole = "x".repeat(4094) + "识";
        write("usage.csv", USAGE + "x".repeat(4096) + "\n" + whole + "\n");

        assertThat(book.settle(AUGUST, folder, EARLY_SEPTEMBER).get("rejects.csv"))
                .contains("found\"," + "x".repeat(4096) + "\n")
                .contains("found\",\"" + "x".repeat(4094) + "\\xE8\\xAF [4097 bytes, sha256 ");
    }

    @Test
    void everyRowIsAcceptedADuplicateOrRejected() throws IOException {
        write("usage.csv", USAGE + ROWS);
        book.settle(AUGUST, folder, EARLY_SEPTEMBER);

        assertThat(book.counts())
                .containsEntry("read", 13L)
                .containsEntry("accepted", 1L)
                .containsEntry("duplicate", 1L)
                .containsEntry("rejected", 11L);
    }

    @Test
    void aRejectedRowHasOneReason() throws IOException {
        write("usage.csv", USAGE + ROWS);

        assertThat(book.settle(AUGUST, folder, EARLY_SEPTEMBER).get("rejects.csv"))
                .contains(
                        "usage.csv,4,CONFLICT,\"differs from usage.csv line 2, which stands\",\"r1,A1,CropImage,8,2022")
                .contains("\nusage.csv,5,MALFORMED,empty line,\n")
                .contains("\nusage.csv,6,MALFORMED,\"5 columns expected, 4 found\",\"r2,A1,CropImage,8\"\n")
                .contains("\nusage.csv,7,MALFORMED,record_id is not 1 to 64 of")
                .contains("\nusage.csv,8,INVALID_TIME,")
                .contains("\nusage.csv,9,INVALID_CALLS,calls is not 1 to 15 digits,")
                .contains("\nusage.csv,10,UNKNOWN_API,no such API in the price book,")
                .contains("\nusage.csv,11,UNKNOWN_ACCOUNT,no such account,")
                .contains("\nusage.csv,12,LATE,before 2022-08-01T00:00:00+08:00,")
                .contains("\nusage.csv,13,AFTER_MONTH,at or after 2022-09-01T00:00:00+08:00,")
                .endsWith("\nusage.csv,14,MALFORMED,misplaced quote,\"r2,A\\x07\"\"1,CropImage\"\n");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardCharsets.UTF_8);
    }
}
