package io.monthclose.job;

import java.util.Map;
import java.util.Set;

/**
 * Tells how far a close in a scratch book has come, but not its number there: the launch is the one in the real book's history.
 *
 * @param told hears the rest
 * @param leftOut steps that have nothing to do there, of which nothing is told
 */
record ScratchProgress(Progress told, Set<String> leftOut) implements Progress {
    @Override
    public void reached(String step, long executionId) {
        if (!leftOut.contains(step)) {
            told.reached(step, executionId);
        }
    }

    @Override
    public void started(String step, long total, String unit) {
        if (!leftOut.contains(step)) {
            told.started(step, total, unit);
        }
    }

    @Override
    public void advanced(long units) {
        told.advanced(units);
    }

    @Override
    public void cameOut(String outcome, Map<String, Number> counts) {
        told.cameOut(outcome, counts);
    }

    @Override
    public void ended(String step, String counts) {
        if (!leftOut.contains(step)) {
            told.ended(step, counts);
        }
    }

    @Override
    public void failed(String step) {
        told.failed(step);
    }

    @Override
    public void noticed(String what) {
        told.noticed(what);
    }
}
