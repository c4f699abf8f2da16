package io.memspike.app.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar that runs. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"memspike " + number()};
    }

    /** Version as the build gave it, such as {@code 1.2.0}; {@code (unpackaged)} where no jar runs. */
    public static String number() {
        final String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
