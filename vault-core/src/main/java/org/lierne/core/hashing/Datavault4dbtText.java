package org.lierne.core.hashing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The texts of profile {@code datavault4dbt}: each part without spaces at its ends and in double quotes, backslashes
 * doubled and {@code ^^} replaced by {@code --}; parts are joined by {@code ||}, NULL as {@code ^^}; then tabs and line
 * ends go. A key is in upper case, a hashdiff as it is.
 */
final class Datavault4dbtText implements ProfileText {

    private static final String DELIMITER = "||";
    private static final String NULL_TOKEN = "^^";

    @Override
    public Optional<String> key(List<? extends @Nullable String> parts) {
        return unlessNothing(parts, EngineText.upperCase(joined(parts)));
    }

    @Override
    public Optional<String> hashdiff(List<? extends @Nullable String> payload) {
        return unlessNothing(payload, joined(payload));
    }

    @Override
    public boolean hashesNothingToZero() {
        return true;
    }

    private static Optional<String> unlessNothing(List<? extends @Nullable String> parts, String text) {
        String nothing = parts.stream().map(part -> NULL_TOKEN).collect(Collectors.joining(DELIMITER));
        return Optional.of(text.replaceAll("[\\n\\t\\x0B\\r]", "")).filter(each -> !each.equals(nothing));
    }

    private static String joined(List<? extends @Nullable String> parts) {
        return parts.stream()
                .map(part -> part == null ? NULL_TOKEN : quoted(part))
                .collect(Collectors.joining(DELIMITER));
    }

    private static String quoted(String part) {
        String escaped = EngineText.withoutSpaces(part).replace("\\", "\\\\").replace(NULL_TOKEN, "--");
        return "\"" + escaped + "\"";
    }
}
