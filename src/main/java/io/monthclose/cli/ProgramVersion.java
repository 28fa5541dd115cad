package io.monthclose.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, from the jar. */
final class ProgramVersion implements IVersionProvider {
    static String text() {
        String version = MonthClose.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"month-close " + text()};
    }
}
