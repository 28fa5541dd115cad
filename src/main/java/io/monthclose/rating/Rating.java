package io.monthclose.rating;

import io.monthclose.money.Money;
import java.util.List;

/** What became of an account's month in rating. */
public sealed interface Rating {
    /**
     * The month is rated.
     *
     * @param lines by API and version; an API without any record has none
     * @param draws by API, source and pack
     * @param packs by pack id; packs with something left at the month's start
     * @param freezeEstimate what the next month is expected to cost, 0 or more, rounded half up to 0.01 once
     */
    record Rated(List<RatedLine> lines, List<Draw> draws, List<PackMovement> packs, Money freezeEstimate)
            implements Rating {
        /** Keeps lists of its own. */
        public Rated {
            lines = List.copyOf(lines);
            draws = List.copyOf(draws);
            packs = List.copyOf(packs);
        }
    }

    /**
     * The month cannot be rated: the account is parked.
     *
     * @param reason why, in one line
     */
    record Unratable(String reason) implements Rating {}
}
