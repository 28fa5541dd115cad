package io.monthclose.export;

import io.monthclose.store.HistoryStore;
import io.monthclose.store.SealedMonth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code run.json}: who launched what on which machine, when, why, and how it went. */
public final class RunJson {
    private RunJson() {}

    /** The launches of a month, oldest first, then its root and seal, where it has them. */
    static byte[] render(HistoryStore history, String month, Optional<SealedMonth> sealed) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("month", month);
        json.put("launches", launches(history, Optional.of(month)));
        json.put("root", sealed.map(SealedMonth::root).orElse(null));
        json.put("seal", sealed.map(SealedMonth::seal).orElse(null));
        return JsonText.of(json);
    }

    /** Launches with their events, of one month or of all. */
    public static List<Map<String, Object>> launches(HistoryStore history, Optional<String> month) {
        return history.launches(month).stream()
                .map(launch -> launch(launch, history.events(launch.launchId())))
                .toList();
    }

    static Map<String, Object> launch(HistoryStore.Launch launch, List<HistoryStore.Event> events) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("launch", launch.launchId());
        json.put("command", launch.command());
        json.put("month", launch.month());
        json.put("operator", launch.operator());
        json.put("os_user", launch.osUser());
        json.put("host", launch.host());
        json.put("program_version", launch.programVersion());
        json.put("options", launch.options());
        json.put("started_at", launch.startedAt().toString());
        List<Map<String, Object>> happened = new ArrayList<>();
        Map<String, Instant> stepStarts = new LinkedHashMap<>();
        for (HistoryStore.Event event : events) {
            happened.add(event(event, launch, stepStarts));
        }
        json.put("events", happened);
        return json;
    }

    private static Map<String, Object> event(
            HistoryStore.Event event, HistoryStore.Launch launch, Map<String, Instant> stepStarts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", event.at().toString());
        json.put("kind", event.kind().name());
        String step = event.step();
        if (step != null) {
            json.put("step", step);
        }
        Optional.ofNullable(event.outcome()).ifPresent(outcome -> json.put("outcome", outcome));
        Optional.ofNullable(event.exitCode()).ifPresent(code -> json.put("exit_code", code));
        Optional.ofNullable(event.detail()).ifPresent(detail -> json.put("detail", detail));
        Instant began = startOf(event, launch, stepStarts);
        if (began != null) {
            json.put("milliseconds", Duration.between(began, event.at()).toMillis());
        }
        return json;
    }

    private static @Nullable Instant startOf(
            HistoryStore.Event event, HistoryStore.Launch launch, Map<String, Instant> stepStarts) {
        String step = event.step() == null ? "" : event.step();
        return switch (event.kind()) {
            case STEP_STARTED -> {
                stepStarts.put(step, event.at());
                yield null;
            }
            case STEP_ENDED -> stepStarts.get(step);
            case ENDED -> launch.startedAt();
            case NOTE -> null;
        };
    }
}
