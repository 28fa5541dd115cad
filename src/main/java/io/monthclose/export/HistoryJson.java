package io.monthclose.export;

import io.monthclose.store.HistoryStore.Event;
import io.monthclose.store.HistoryStore.EventKind;
import io.monthclose.store.HistoryStore.Launch;
import io.monthclose.store.ToldLaunch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code history --json}: what {@code run.json} says of a launch, and behind it how it stands among the others. */
public final class HistoryJson {
    private HistoryJson() {}

    /** The launches. */
    public static byte[] render(List<ToldLaunch> launches) {
        return JsonText.of(
                Map.of("launches", launches.stream().map(HistoryJson::launch).toList()));
    }

    private static Map<String, @Nullable Object> launch(ToldLaunch told) {
        List<Event> events = told.events().stream().map(ToldLaunch.Timed::event).toList();
        Map<String, @Nullable Object> json = new LinkedHashMap<>(RunJson.launch(told.launch(), events));
        json.put("reasons", told.launch().reasons());
        json.put("attempt", told.attempt());
        json.put("outcome", told.outcome().name());
        json.put("exit_code", told.exitCode().orElse(null));
        json.put(
                "milliseconds",
                told.events().stream()
                        .filter(timed -> timed.event().kind() == EventKind.ENDED)
                        .map(ToldLaunch.Timed::took)
                        .findFirst()
                        .map(took -> took.toMillis())
                        .orElse(null));
        json.put("running_step", told.running().map(Event::step).orElse(null));
        json.put(
                "running_since",
                told.running().map(event -> event.at().toString()).orElse(null));
        json.put("went_on_in", told.wentOn().map(Launch::launchId).orElse(null));
        return json;
    }
}
