package org.lierne.core.metadata;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Checks;
import org.lierne.core.model.DataType;
import org.lierne.core.model.DataType.Kind;

/** Reads what must hold for a column, and finds what could never hold. */
final class ChecksReader {

    private static final Set<Kind> ACCEPTS = Set.of(Kind.VARCHAR, Kind.INTEGER, Kind.BIGINT);

    private final Diagnostics diagnostics;
    private final Scalars scalars;

    ChecksReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    /** @param named the word for the type, if it is one that says itself what must hold */
    Checks read(Fields fields, Optional<DataType> type, Optional<NamedType> named) {
        Optional<BigDecimal> min = number(fields, "min");
        Optional<BigDecimal> max = number(fields, "max");
        if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
            impossible(fields.at("min"), "\"min\" is greater than \"max\" for " + fields.what());
        }
        Optional<String> matches = fields.text("matches")
                .filter(text -> scalars.isRegex(text, text.text(), "\"matches\" of " + fields.what()))
                .map(Text::text);
        checkAccepts(fields, type);
        named.ifPresent(given -> checkMeets(fields, given));
        Fields length = fields.map("length", Language.LENGTH);
        Optional<Integer> exactly = count(length, "exactly");
        Optional<Integer> least = exactly.or(() -> count(length, "min"));
        Optional<Integer> most = exactly.or(() -> count(length, "max"));
        if (least.isPresent() && most.isPresent() && least.get() > most.get()) {
            impossible(length.position(), "The least \"length\" is greater than the most for " + fields.what());
        }
        return new Checks(
                min,
                max,
                fields.strings("accepts"),
                named.map(NamedType::pattern).or(() -> matches),
                least,
                most,
                named.map(NamedType::meaning));
    }

    /** What a column maps to, falls back to or accepts must be of its type. */
    private void checkMeets(Fields fields, NamedType named) {
        List<Text> texts = new ArrayList<>(fields.texts("accepts"));
        fields.text("default").ifPresent(texts::add);
        fields.entries("map").stream()
                .map(Entry::value)
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .forEach(texts::add);
        texts.stream()
                .filter(text -> !named.matches(text.text()))
                .forEach(text -> diagnostics.error(
                        "contradiction",
                        text.position(),
                        "\"" + text.text() + "\" of " + fields.what() + " is no " + named.meaning()
                                + ", so such records would always be rejected.",
                        named.matches(named.folded(text.text()))
                                ? "Write it as \"" + named.folded(text.text()) + "\"."
                                : ""));
    }

    private Optional<BigDecimal> number(Fields fields, String key) {
        return fields.text(key).flatMap(text -> scalars.number(text, "\"" + key + "\" of " + fields.what()));
    }

    private Optional<Integer> count(Fields length, String key) {
        Optional<Text> text = length.text(key);
        if (text.filter(range -> range.text().contains("..")).isPresent()) {
            diagnostics.error(
                    "not_a_number",
                    text.get().position(),
                    Fields.sentence(length.what()) + " should be a number or a map, but is \""
                            + text.get().text() + "\".",
                    "Write a range as { min: 1, max: 13 }.");
            return Optional.empty();
        }
        return text.flatMap(number -> scalars.count(number, length.what()));
    }

    private void impossible(Position at, String what) {
        diagnostics.error("impossible_check", at, what + ": every record would be rejected.");
    }

    private void checkAccepts(Fields fields, Optional<DataType> type) {
        checkMapCase(fields);
        if (!fields.has("accepts") || type.isEmpty()) {
            return;
        }
        if (!ACCEPTS.contains(type.get().kind())) {
            diagnostics.error(
                    "does_not_fit_type",
                    fields.at("accepts"),
                    "\"accepts\" means nothing for " + fields.what() + ", which is a " + type.get() + ".",
                    "It is for varchar, integer and bigint columns.");
            return;
        }
        List<String> accepts = fields.strings("accepts");
        if (type.get().kind() != Kind.VARCHAR) {
            fields.texts("accepts").stream()
                    .filter(text -> !text.text().matches("0|-?[1-9]\\d*"))
                    .forEach(text ->
                            impossible(text.position(), "\"" + text.text() + "\" is no integer, so " + fields.what()));
        }
        fields.entries("map").stream()
                .filter(entry -> entry.value() instanceof Text target && !accepts.contains(target.text()))
                .forEach(entry -> reportContradiction(fields, (Text) entry.value(), "map"));
        fields.text("default")
                .filter(text -> !accepts.contains(text.text()))
                .ifPresent(text -> reportContradiction(fields, text, "default"));
        checkCase(fields);
    }

    private void reportContradiction(Fields fields, Text target, String key) {
        diagnostics.error(
                "contradiction",
                target.position(),
                "\"" + key + "\" of " + fields.what() + " makes \"" + target.text()
                        + "\", which \"accepts\" does not list: such records would always be rejected.",
                Suggestions.hint(target.text(), fields.strings("accepts")));
    }

    /** {@code map} compares texts after {@code case} has folded them. */
    private void checkMapCase(Fields fields) {
        for (Entry entry : fields.entries("map")) {
            if (!isFolded(fields, entry.key().text())) {
                diagnostics.error(
                        "contradiction",
                        entry.key().position(),
                        "\"map\" of " + fields.what() + " can never find \""
                                + entry.key().text() + "\", because \"case\" folds the text before.",
                        "Write it in " + fields.text("case", "") + " case.");
            }
        }
    }

    private void checkCase(Fields fields) {
        Set<String> made = new HashSet<>(fields.textByName("map").values());
        fields.text("default").ifPresent(text -> made.add(text.text()));
        for (Text accepted : fields.texts("accepts")) {
            if (!isFolded(fields, accepted.text()) && !made.contains(accepted.text())) {
                diagnostics.error(
                        "contradiction",
                        accepted.position(),
                        "\"accepts\" of " + fields.what() + " can never meet \"" + accepted.text()
                                + "\", because \"case\" folds the text before.",
                        "Write it in " + fields.text("case", "") + " case.");
            }
        }
    }

    private static boolean isFolded(Fields fields, String text) {
        return switch (fields.text("case", "")) {
            case "upper" -> text.equals(text.toUpperCase(Locale.ROOT));
            case "lower" -> text.equals(text.toLowerCase(Locale.ROOT));
            default -> true;
        };
    }
}
