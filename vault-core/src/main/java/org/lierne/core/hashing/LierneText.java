package org.lierne.core.hashing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The texts of profile {@code lierne}.
 *
 * <p>Several parts are joined as {@code <length in UTF-8 bytes>:<text>} each, NULL as {@code :} alone. That can be read
 * back from the left without doubt: the digits before a {@code :} say how many bytes follow it, and where there are none
 * the part is NULL. So different tuples have different texts, whatever characters they hold.
 *
 * <p>A hashdiff drops every {@code :} at its end, so that a column added last changes no hashdiff of rows where it is
 * NULL. That loses nothing else: reading the text with as many {@code :} behind it as are asked for gives back the
 * tuple, since a text's length tells how many of them it lacks, and all that come after are NULL.
 */
final class LierneText implements ProfileText {

    private static final char NULL_TOKEN = ':';

    /** Of one part the text itself, of several all parts joined. */
    @Override
    public Optional<String> key(List<? extends @Nullable String> parts) {
        return parts.size() == 1 ? Optional.ofNullable(parts.get(0)) : Optional.of(joined(parts));
    }

    @Override
    public Optional<String> hashdiff(List<? extends @Nullable String> payload) {
        String joined = joined(payload);
        int end = joined.length();
        while (end > 0 && joined.charAt(end - 1) == NULL_TOKEN) {
            end--;
        }
        return Optional.of(joined.substring(0, end));
    }

    private static String joined(List<? extends @Nullable String> parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            if (part == null) {
                joined.append(NULL_TOKEN);
            } else {
                joined.append(Utf8.bytes(part).length).append(':').append(part);
            }
        }
        return joined.toString();
    }
}
