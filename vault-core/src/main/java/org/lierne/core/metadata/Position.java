package org.lierne.core.metadata;

import java.nio.file.Path;

/**
 * A place in the metadata.
 *
 * @param file relative to the project's folder
 * @param line from 1
 * @param column from 1, in characters
 * @param sourceLine the whole line, as written
 */
public record Position(Path file, int line, int column, String sourceLine) {

    /** {@code sources/orders.yml:7:3}, with slashes on every system. */
    @Override
    public String toString() {
        return file.toString().replace('\\', '/') + ":" + line + ":" + column;
    }
}
