package io.monthclose.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What Linux says of processes, in {@code /proc}. A process that has ended counts nothing. */
final class Proc {
    private static final double TICKS_A_SECOND = 100;
    private static final int USER_TICKS = 11;
    private static final int REAPED_SYSTEM_TICKS = 14;
    private static final Pattern FIELD = Pattern.compile("(\\w+):\\s+(\\d+) kB");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Proc() {}

    /** User and system seconds of a process, and of its children that have ended and were waited for. */
    static double cpuSeconds(long pid) {
        return ticks(pid, USER_TICKS) / TICKS_A_SECOND;
    }

    /** User and system seconds of the ended children of a process alone. */
    static double cpuSecondsOfEndedChildren(long pid) {
        return ticks(pid, USER_TICKS + 2) / TICKS_A_SECOND;
    }

    static List<Long> children(long pid) {
        return words(read(Path.of("/proc", Long.toString(pid), "task", Long.toString(pid), "children"))).stream()
                .map(Long::valueOf)
                .toList();
    }

    /** A figure of {@code /proc/PID/status} in bytes, such as {@code VmHWM}; 0 when it is not there. */
    static long statusBytes(long pid, String field) {
        return FIELD.matcher(read(Path.of("/proc", Long.toString(pid), "status")))
                .results()
                .filter(found -> found.group(1).equals(field))
                .map(MatchResult::group)
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0L);
    }

    private static long ticks(long pid, int from) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        // The name of the program, in brackets, may hold blanks.
        List<String> fields = words(stat.substring(stat.lastIndexOf(')') + 1));
        long ticks = 0;
        for (int at = from; at <= REAPED_SYSTEM_TICKS && at < fields.size(); at++) {
            ticks += Long.parseLong(fields.get(at));
        }
        return ticks;
    }

    private static List<String> words(String text) {
        return BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException ended) {
            // Reading from a process that ends in this moment fails with ESRCH.
            return "";
        }
    }
}
