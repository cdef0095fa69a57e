package org.lierne.loader.trace;

import org.jspecify.annotations.Nullable;

/**
 * A value with its name.
 *
 * @param value a text, number, boolean, or java.time value
 * @param isSensitive whether the metadata says that it is not for everyone's eyes
 */
public record Value(String name, @Nullable Object value, boolean isSensitive) {}
