package org.lierne.cli.command;

import picocli.CommandLine;

/** The version of the jar, the Java that runs it, and the engine inside. */
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "lierne " + ofLierne() + " (Java " + Runtime.version().feature() + ")"
        };
    }

    /** As the jar's manifest says; {@code development} where there is no jar. */
    static String ofLierne() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
