package io.monthclose.bench;

import io.monthclose.bench.input.Workload;

/**
 * What one process cost.
 *
 * @param round from 1
 * @param wallSeconds from its start to its end
 * @param cpuSeconds user and system seconds of the process
 * @param serverCpuSeconds those of PostgreSQL in the same time
 * @param peakBytes the most resident memory of the process (VmHWM)
 * @param serverPeakBytes the most of PostgreSQL (RssAnon of each process, and RssShmem once), sampled
 */
record Run(
        Contender contender,
        Workload workload,
        int round,
        double wallSeconds,
        double cpuSeconds,
        double serverCpuSeconds,
        long peakBytes,
        long serverPeakBytes) {
    /** All processors' seconds. */
    double allCpuSeconds() {
        return cpuSeconds + serverCpuSeconds;
    }
}
