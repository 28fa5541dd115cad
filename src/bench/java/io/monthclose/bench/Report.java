package io.monthclose.bench;

import java.nio.file.Path;
import java.util.*;

record Report(BenchOptions o, List<Run> runs, StartUp s, Map<String, String> settings) {
    String text() {
        return runs.toString();
    }

    void writeJson(Path p) {}
}
