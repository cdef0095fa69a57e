package org.lierne.core.hashing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The texts of profile {@code automate_dv}: each part without spaces at its ends and in upper case, what is blank being
 * NULL; several parts are joined by {@code ||}, NULL as {@code ^^}.
 */
final class AutomateDvText implements ProfileText {

    private static final String DELIMITER = "||";
    private static final String NULL_TOKEN = "^^";

    /** Also missing, as in the package: a key whose parts spell out what all parts missing would be joined to. */
    @Override
    public Optional<String> key(List<? extends @Nullable String> parts) {
        if (parts.size() == 1) {
            return Optional.ofNullable(cleaned(parts.get(0)));
        }
        String nothing = parts.stream().map(part -> NULL_TOKEN).collect(Collectors.joining(DELIMITER));
        return Optional.of(joined(parts)).filter(text -> !text.equals(nothing));
    }

    @Override
    public Optional<String> hashdiff(List<? extends @Nullable String> payload) {
        return Optional.of(joined(payload));
    }

    private static String joined(List<? extends @Nullable String> parts) {
        return parts.stream()
                .map(AutomateDvText::cleaned)
                .map(part -> part == null ? NULL_TOKEN : part)
                .collect(Collectors.joining(DELIMITER));
    }

    private static @Nullable String cleaned(@Nullable String part) {
        if (part == null) {
            return null;
        }
        String trimmed = EngineText.withoutSpaces(part);
        return trimmed.isEmpty() ? null : EngineText.upperCase(trimmed);
    }
}
