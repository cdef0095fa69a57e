package org.lierne.core.metadata;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.DataType;

/** Texts that mean something else: numbers, zones, types. What cannot be read is reported. */
final class Scalars {

    private static final List<String> TYPES =
            List.of("varchar", "boolean", "integer", "bigint", "decimal(12,2)", "double", "date", "timestamp");
    private static final List<String> COLUMN_TYPES = Stream.of(TYPES, List.of("json"), NamedType.words())
            .flatMap(List::stream)
            .toList();
    private static final List<String> LATER_TYPES = List.of("phone");

    private final Diagnostics diagnostics;

    Scalars(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The type of a source's column; one of {@link NamedType} is a varchar. */
    Optional<DataType> columnType(Text text, String what) {
        return NamedType.find(text.text()).isPresent() ? Optional.of(DataType.VARCHAR) : type(text, what, COLUMN_TYPES);
    }

    /** The type of which a hub keeps a part of its key. */
    Optional<DataType> keyType(Text text, String what) {
        String word = text.text().strip().toLowerCase(Locale.ROOT);
        if (NamedType.find(word).isPresent() || word.equals("json")) {
            diagnostics.error(
                    "wrong_type",
                    text.position(),
                    "\"" + word + "\" says how a source's column is read, but " + what + " is what hubs keep of it.",
                    "Take varchar, and say " + word + " on the columns of the sources.");
            return Optional.empty();
        }
        return type(text, what, TYPES);
    }

    /** The type that a mart gives to what an expression yields. */
    Optional<DataType> martType(Text text, String what) {
        return type(text, what, TYPES);
    }

    private Optional<DataType> type(Text text, String what, List<String> allowed) {
        Optional<DataType> type = DataType.parse(text.text());
        if (type.isPresent()) {
            return type;
        }
        String word = text.text().strip().toLowerCase(Locale.ROOT);
        if (LATER_TYPES.contains(word)) {
            diagnostics.error(
                    "not_supported_yet",
                    text.position(),
                    "The type \"" + text.text() + "\" of " + what
                            + " is part of the language, but this version does not build it.",
                    "Take varchar, and declare what else must hold.");
            return Optional.empty();
        }
        diagnostics.error(
                "unknown_type",
                text.position(),
                "\"" + text.text() + "\" of " + what + " is not a type.",
                typeHint(word, allowed));
        return Optional.empty();
    }

    private static String typeHint(String word, List<String> allowed) {
        if (word.startsWith("decimal") || word.startsWith("numeric")) {
            return "Say digits in all and after the point: decimal(12,2); at most " + DataType.MAX_PRECISION
                    + " in all.";
        }
        String meant = switch (word) {
            case "text", "string", "char" -> "varchar";
            case "int", "smallint" -> "integer";
            case "long" -> "bigint";
            case "float", "real" -> "double";
            case "bool" -> "boolean";
            case "datetime" -> "timestamp";
            default -> word.startsWith("varchar") ? "varchar" : "";
        };
        String list = "Allowed: " + Suggestions.list(allowed) + ".";
        return meant.isEmpty() ? Suggestions.hint(word, allowed) : "Did you mean \"" + meant + "\"? " + list;
    }

    Optional<ZoneId> zone(Text text) {
        try {
            return Optional.of(ZoneId.of(text.text()));
        } catch (DateTimeException unknown) {
            diagnostics.error(
                    "unknown_timezone",
                    text.position(),
                    "\"" + text.text() + "\" is not a time zone.",
                    Suggestions.closest(
                                    text.text(),
                                    ZoneId.getAvailableZoneIds().stream()
                                            .filter(zone -> zone.charAt(0)
                                                    == text.text().charAt(0))
                                            .sorted()
                                            .toList())
                            .map(zone -> "Did you mean \"" + zone + "\"?")
                            .orElse("Write it like Europe/Berlin, UTC or +02:00."));
            return Optional.empty();
        }
    }

    Optional<Locale> locale(Text text) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(text.text()).build();
            if (locale.getLanguage().equals(Locale.ENGLISH.getLanguage())) {
                return Optional.of(locale);
            }
            if (List.of(Locale.getISOLanguages()).contains(locale.getLanguage())) {
                diagnostics.error(
                        "not_supported_yet",
                        text.position(),
                        "The language \"" + text.text()
                                + "\" may stand here, but this version reads English month and day names only.",
                        "Replace the names by numbers, as in replace: { März: \"03\" }, and read MM.");
                return Optional.empty();
            }
        } catch (IllformedLocaleException malformed) {
            // Reported below, as an unknown language is.
        }
        diagnostics.error(
                "unknown_locale",
                text.position(),
                "\"" + text.text() + "\" is not a language.",
                "Write it like en or en-GB.");
        return Optional.empty();
    }

    /** A percentage, as a number from 0 to 1. */
    Optional<Double> share(String key, Text text) {
        String percent = text.text().strip();
        if (percent.matches("\\d{1,3}(\\.\\d{1,6})?\\s*%")) {
            BigDecimal number = new BigDecimal(percent.replace("%", "").strip()).movePointLeft(2);
            if (number.compareTo(BigDecimal.ONE) <= 0) {
                return Optional.of(number.doubleValue());
            }
        }
        diagnostics.error(
                "wrong_value",
                text.position(),
                "\"" + key + "\" should be a percentage from 0% to 100%, but is \"" + text.text() + "\".",
                "Write it like 1%.");
        return Optional.empty();
    }

    Optional<BigDecimal> number(Text text, String what) {
        try {
            if (text.text().length() <= 60) {
                BigDecimal number = new BigDecimal(text.text().strip());
                // 1e999999999 is a number too, which nobody could write out.
                if (Math.abs((long) number.scale()) <= 100) {
                    return Optional.of(number);
                }
            }
        } catch (NumberFormatException notANumber) {
            // Reported below.
        }
        diagnostics.error(
                "not_a_number",
                text.position(),
                "\"" + text.text() + "\" of " + what + " is not a number.",
                "Write it like 12 or 0.5.");
        return Optional.empty();
    }

    /** A whole number of zero or more. */
    Optional<Integer> count(Text text, String what) {
        if (text.text().matches("\\d{1,9}")) {
            return Optional.of(Integer.valueOf(text.text()));
        }
        diagnostics.error(
                "not_a_number",
                text.position(),
                "\"" + text.text() + "\" of " + what + " is not a whole number of zero or more.",
                "Write it like 5.");
        return Optional.empty();
    }

    Optional<Character> character(Text text, String what) {
        if (text.text().length() == 1 && text.text().charAt(0) < 0x80) {
            return Optional.of(text.text().charAt(0));
        }
        if (text.text().equals("tab") || text.text().equals("\\t")) {
            return Optional.of('\t');
        }
        diagnostics.error(
                "wrong_value",
                text.position(),
                Fields.sentence(what) + " should be a single ASCII character, but is \"" + text.text() + "\".",
                "Write it in quotes, like \";\", or tab.");
        return Optional.empty();
    }

    /** Whether the text is a regular expression that Java and RE2 both read. */
    boolean isRegex(Text text, String regex, String what) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException invalid) {
            diagnostics.error(
                    "invalid_regex",
                    text.position(),
                    "\"" + regex + "\" of " + what + " is not a regular expression: " + invalid.getDescription()
                            + " near character " + (Math.max(0, invalid.getIndex()) + 1) + ".");
            return false;
        }
        if (regex.matches(".*\\(\\?(=|!|<=|<!|>).*")
                || regex.replace("\\\\", "").matches(".*\\\\[1-9].*")) {
            diagnostics.error(
                    "invalid_regex",
                    text.position(),
                    "\"" + regex + "\" of " + what
                            + " looks around or refers back to a group, which the engines cannot.",
                    "The expressions are RE2's.");
            return false;
        }
        return true;
    }

    /** Checks a text that becomes SQL; what it says is judged by the engine. */
    void checkSql(Text text, String what) {
        if (text.comment().isEmpty()) {
            return;
        }
        String message = "The expression of " + what + " ends at \" #\": \""
                + text.comment().get() + "\" is read as a YAML comment.";
        String hint = "Put the whole expression in quotes, or take the comment out.";
        if (YamlTraps.isUnfinished(text.text())) {
            diagnostics.error("comment_cuts_sql", text.position(), message, hint);
            return;
        }
        diagnostics.warning("comment_cuts_sql", Optional.of(text.position()), message, hint);
    }
}
