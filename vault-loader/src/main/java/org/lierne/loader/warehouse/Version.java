package org.lierne.loader.warehouse;

import java.util.Optional;

/** The version of Lierne, as the build wrote it into the jar. */
public final class Version {

    private Version() {}

    /** {@code development} where the classes come from no jar. */
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
