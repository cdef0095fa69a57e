package org.lierne.cli.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The text of a statement that stands in a file of its own, beside the class that runs it. */
public final class SqlResource {

    private SqlResource() {}

    /** @throws IllegalArgumentException if there is no such file beside the class */
    public static String read(Class<?> owner, String name) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no statement \"" + name + "\" beside " + owner.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
