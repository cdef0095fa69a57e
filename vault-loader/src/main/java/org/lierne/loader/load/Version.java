package org.lierne.loader.load;

import java.util.Optional;

/** The version of Lierne, as the build wrote it into the jar. */
final class Version {

    private Version() {}

    /** {@code development} where the classes come from no jar. */
    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
