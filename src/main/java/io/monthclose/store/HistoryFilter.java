package io.monthclose.store;

import io.monthclose.store.HistoryStore.Launch;
import java.util.Optional;

/**
 * Which launches are told; what is empty lets all pass.
 *
 * @param month such as {@code 2022-09}
 * @param outcome how it ended
 * @param operator as claimed, or the user of the process
 * @param command such as {@code close}
 */
public record HistoryFilter(
        Optional<String> month,
        Optional<ToldLaunch.Outcome> outcome,
        Optional<String> operator,
        Optional<String> command) {

    boolean mayFit(Launch launch) {
        return month.filter(wanted -> !wanted.equals(launch.month())).isEmpty()
                && command.filter(wanted -> !wanted.equals(launch.command())).isEmpty()
                && operator.filter(wanted -> !wanted.equals(launch.operator()) && !wanted.equals(launch.osUser()))
                        .isEmpty();
    }

    boolean fits(ToldLaunch told) {
        return outcome.filter(wanted -> wanted != told.outcome()).isEmpty();
    }
}
