package io.monthclose.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts a process and watches what it costs until it ends. */
final class Watch {
    private static final int LOOK_EVERY_MILLIS = 20;
    private static final int LOOK_AT_SERVER_EVERY = 5;

    private final @Nullable PostgresServer server;

    Watch(@Nullable PostgresServer server) {
        this.server = server;
    }

    /** What was measured. */
    record Cost(double wallSeconds, double cpuSeconds, double serverCpuSeconds, long peakBytes, long serverPeakBytes) {}

    /** Runs the process to its end; its output goes to a file. */
    Cost run(ProcessBuilder command, Path log, int exitCode) throws IOException, InterruptedException {
        long self = ProcessHandle.current().pid();
        double childrenBefore = Proc.cpuSecondsOfEndedChildren(self);
        double serverBefore = server == null ? 0 : server.cpuSeconds();
        long started = System.nanoTime();
        Process process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        long peak = 0;
        long serverPeak = 0;
        for (int look = 0; !process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS); look++) {
            peak = Math.max(peak, Proc.statusBytes(process.pid(), "VmHWM"));
            if (server != null && look % LOOK_AT_SERVER_EVERY == 0) {
                serverPeak = Math.max(serverPeak, server.residentBytes());
            }
        }
        double wall = (System.nanoTime() - started) / 1e9;
        if (process.exitValue() != exitCode) {
            throw new IllegalStateException("ended with %d, not %d: %s%n%s"
                    .formatted(process.exitValue(), exitCode, command.command().getFirst(), Files.readString(log)));
        }
        double cpu = Proc.cpuSecondsOfEndedChildren(self) - childrenBefore;
        double serverCpu = server == null ? 0 : server.cpuSeconds() - serverBefore;
        return new Cost(wall, cpu, serverCpu, peak, serverPeak);
    }
}
