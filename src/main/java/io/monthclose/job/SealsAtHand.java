package io.monthclose.job;

import io.monthclose.job.VerifyOutcome.Checked;
import io.monthclose.store.BookSeal;
import io.monthclose.store.Differences;
import io.monthclose.store.OneMoment;
import io.monthclose.store.SealFindings;
import io.monthclose.store.SealedMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Compares root and seal of a month with its rows, with the months before it, and with those that were noted outside. */
final class SealsAtHand {
    private final Stores stores;
    private final VerifyRequest request;
    private final Differences differences;

    SealsAtHand(Stores stores, VerifyRequest request, Differences differences) {
        this.stores = stores;
        this.request = request;
        this.differences = differences;
    }

    /**
     * Reads the rows under the seal, and the chain of all months that have one.
     *
     * @return adds what differs, when all that is told before it has been, and says what was checked
     */
    Supplier<Checked> read() {
        try {
            SealFindings found =
                    OneMoment.read(stores.jdbc(), () -> new BookSeal(stores.jdbc()).findings(request.month()));
            return () -> {
                found.addTo(differences);
                return new Checked("seals", found.months(), "of this month its rows, of all months their links");
            };
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            // A month or a text that is none: only a change behind the program's back makes one.
            return () -> {
                differences.add("month_seal", request.month().toString(), "month_seal", "unreadable", "a seal: " + e);
                return new Checked("seals", 0, "they cannot be read");
            };
        }
    }

    /** The root of the month settled again. */
    void again(Stores scratch) {
        Optional<String> recorded = recorded().map(SealedMonth::root);
        scratch.seals()
                .find(request.month())
                .map(SealedMonth::root)
                .filter(again -> recorded.isPresent() && !again.equals(recorded.get()))
                .ifPresent(again -> differs("root", recorded.get(), "settled again " + again));
    }

    /**
     * Root and seal that are recorded, and those that were noted: one that was noted and is not there differs.
     *
     * @param closed whether the month was closed
     */
    List<Checked> noted(boolean closed) {
        return List.of(
                noted("root", SealedMonth::root, request.root(), closed),
                noted("seal", SealedMonth::seal, request.seal(), closed));
    }

    private Checked noted(String what, Function<SealedMonth, String> which, Optional<String> noted, boolean closed) {
        Optional<String> recorded = recorded().map(which);
        noted.filter(hash -> !hash.equals(recorded.orElse("")))
                .ifPresent(hash -> differs(what, recorded.orElse("none"), "noted " + hash));
        return recorded.map(hash ->
                        new Checked(what, 1, hash + (noted.isEmpty() ? ", not compared with one noted outside" : "")))
                .orElseGet(() -> new Checked(
                        what,
                        0,
                        closed
                                ? "the month was closed by a version of the program that made none"
                                : "the month is not closed and has none"));
    }

    private Optional<SealedMonth> recorded() {
        return stores.seals().find(request.month());
    }

    private void differs(String field, String recorded, String found) {
        differences.add("month_seal", request.month().toString(), field, recorded, found);
    }
}
