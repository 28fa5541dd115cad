package io.monthclose.job;

import io.monthclose.job.VerifyOutcome.Checked;
import io.monthclose.store.BookSeal;
import io.monthclose.store.Differences;
import io.monthclose.store.SealStore;
import io.monthclose.store.SealedMonth;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** Compares root and seal of a month with its rows, with the months before it, and with a root that was noted outside. */
final class SealsAtHand {
    private final Stores stores;
    private final VerifyRequest request;
    private final Differences differences;

    SealsAtHand(Stores stores, VerifyRequest request, Differences differences) {
        this.stores = stores;
        this.request = request;
        this.differences = differences;
    }

    /** The rows under the seal, and the chain of all months that have one. */
    Checked seal() {
        try {
            BookSeal seal = new BookSeal(stores.jdbc());
            seal.differences(request.month(), differences);
            int months = new SealStore(stores.jdbc()).all().size();
            return new Checked("seals", months, "of this month its rows, of all months their links");
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            // A month or a text that is none: only a change behind the program's back makes one.
            differences.add("month_seal", request.month().toString(), "month_seal", "unreadable", "a seal: " + e);
            return new Checked("seals", 0, "they cannot be read");
        }
    }

    /** The root of the month settled again, and the one that was noted. */
    Checked root(Stores scratch) {
        Optional<String> recorded =
                new SealStore(stores.jdbc()).find(request.month()).map(SealedMonth::root);
        Optional<String> again =
                new SealStore(scratch.jdbc()).find(request.month()).map(SealedMonth::root);
        request.root()
                .filter(noted -> !noted.equals(recorded.orElse("")))
                .ifPresent(noted -> differs(recorded.orElse("none"), "noted " + noted));
        if (recorded.isEmpty()) {
            return new Checked("root", 0, "the month was closed by a version of the program that made none");
        }
        again.filter(root -> !root.equals(recorded.get()))
                .ifPresent(root -> differs(recorded.get(), "settled again " + root));
        return new Checked(
                "root", 1, recorded.get() + (request.root().isEmpty() ? ", not compared with one noted outside" : ""));
    }

    private void differs(String recorded, String found) {
        differences.add("month_seal", request.month().toString(), "root", recorded, found);
    }
}
