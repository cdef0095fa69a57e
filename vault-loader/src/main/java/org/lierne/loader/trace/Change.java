package org.lierne.loader.trace;

import org.jspecify.annotations.Nullable;

/**
 * What became of a column.
 *
 * @param before NULL also where there was nothing before
 * @param after NULL also where there is nothing any more
 * @param isSensitive whether the metadata says that its values are not for everyone's eyes
 */
public record Change(
        String column, @Nullable Object before, @Nullable Object after, boolean isSensitive) {}
