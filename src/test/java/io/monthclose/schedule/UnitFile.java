package io.monthclose.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A unit of systemd, read strictly: sections, settings, comments and empty lines, nothing else. */
final class UnitFile {
    private final Map<String, String> settings = new HashMap<>();

    UnitFile(Path file) throws IOException {
        String section = "";
        for (String line : Files.readAllLines(file)) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1);
            } else if (equals > 0 && !section.isEmpty() && !line.endsWith("\\")) {
                settings.merge(
                        section + "." + line.substring(0, equals), line.substring(equals + 1), (a, b) -> a + "\n" + b);
            } else {
                throw new IllegalArgumentException(file + ": " + line);
            }
        }
    }

    /** A setting, such as {@code Service.Restart}; what is set twice is joined by a line feed. */
    String get(String name) {
        return settings.getOrDefault(name, "");
    }

    /** The exit codes of a setting. */
    List<Integer> codes(String name) {
        return Arrays.stream(get(name).split(" "))
                .filter(code -> !code.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    /** What follows an exit code of the service. */
    Consequence after(int code) {
        boolean alerts =
                get("Service.ExecStopPost").contains("\"$$EXIT_STATUS\" = " + code + " ]; then systemctl start");
        if (code == 0 || codes("Service.SuccessExitStatus").contains(code)) {
            return alerts ? Consequence.SETTLED_WITH_AN_ALERT : Consequence.SETTLED;
        }
        boolean again = get("Service.Restart").equals("on-failure")
                && !codes("Service.RestartPreventExitStatus").contains(code)
                && Stream.of("Service.RestartSec", "Unit.StartLimitBurst", "Unit.StartLimitIntervalSec")
                        .noneMatch(limit -> get(limit).isEmpty());
        if (!again && !get("Unit.OnFailure").startsWith("month-close-alert@")) {
            throw new IllegalStateException(code + " fails, and nobody is told");
        }
        return again ? Consequence.TRIED_AGAIN : Consequence.FAILED_AT_ONCE;
    }
}
