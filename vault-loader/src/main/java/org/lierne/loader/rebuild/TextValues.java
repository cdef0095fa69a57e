package org.lierne.loader.rebuild;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.Column;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Reading;
import org.lierne.core.model.TextCase;

/**
 * What a column makes of the text of a field: cleaned and typed as the metadata says, in Java, with the digits of
 * {@link BigDecimal}, the calendar of {@code java.time} and the regular expressions of RE2/J.
 */
final class TextValues {

    /** What comes of a text that is no value of the column's type. */
    static final Object UNREADABLE = new Object();

    private static final Set<String> YES = Set.of("true", "t", "yes", "y", "1");
    private static final Set<String> NO = Set.of("false", "f", "no", "n", "0");

    private final DataType type;
    private final Reading reading;
    private final List<Replacement> replacements = new ArrayList<>();
    private final Set<String> nullValues;
    private final Set<String> yes;
    private final Set<String> no;
    private final Optional<TimeTexts> times;
    private final java.util.regex.Pattern number;

    private record Replacement(Pattern pattern, String by) {}

    TextValues(Column column) {
        this.type = column.type();
        this.reading = column.reading();
        this.nullValues = Set.copyOf(reading.nullValues());
        this.yes = reading.yesWords().isEmpty() ? YES : lower(reading.yesWords());
        this.no = reading.noWords().isEmpty() ? NO : lower(reading.noWords());
        boolean isTime = type.kind() == DataType.Kind.DATE || type.kind() == DataType.Kind.TIMESTAMP;
        this.times = isTime ? Optional.of(new TimeTexts(reading)) : Optional.empty();
        this.number = numberPattern();
        reading.cleaning()
                .replace()
                .forEach((pattern, by) -> replacements.add(new Replacement(Pattern.compile(pattern), inJava(by))));
    }

    private static Set<String> lower(List<String> words) {
        return words.stream().map(Letters::lower).collect(Collectors.toSet());
    }

    /** {@code \1} is the first group, where Java writes {@code $1}. */
    private static String inJava(String replacement) {
        StringBuilder java = new StringBuilder();
        for (int at = 0; at < replacement.length(); at++) {
            char current = replacement.charAt(at);
            if (current == '\\' && at + 1 < replacement.length()) {
                at++;
                char escaped = replacement.charAt(at);
                java.append(Character.isDigit(escaped) ? "$" + escaped : "\\" + escaped);
            } else {
                java.append(current == '$' ? "\\$" : String.valueOf(current));
            }
        }
        return java.toString();
    }

    /** The value of a field's text: NULL, a value of the column's type, or {@link #UNREADABLE}. */
    @Nullable
    Object of(@Nullable String text) {
        String prepared = prepared(text);
        if (prepared == null) {
            return null;
        }
        Object value = switch (type.kind()) {
            case VARCHAR -> prepared;
            case BOOLEAN -> truth(prepared);
            case INTEGER -> whole(prepared, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(prepared, Long.MIN_VALUE, Long.MAX_VALUE);
            case DECIMAL -> decimal(prepared);
            case DOUBLE -> inexact(prepared);
            case DATE -> times.orElseThrow().date(prepared);
            case TIMESTAMP -> times.orElseThrow().timestamp(prepared);
            case JSON -> JsonText.compact(prepared);
        };
        return value == null ? UNREADABLE : value;
    }

    /** Null words, symbols, cleaning, map and default, in this order. */
    private @Nullable String prepared(@Nullable String text) {
        String prepared = text;
        if (prepared != null && nullValues.contains(prepared)) {
            prepared = null;
        }
        if (prepared != null) {
            for (String symbol : reading.symbols()) {
                prepared = prepared.replace(symbol, "");
            }
            prepared = cleaned(prepared);
            prepared = reading.map().getOrDefault(prepared, prepared);
        }
        return prepared == null ? reading.defaultText().orElse(null) : prepared;
    }

    private String cleaned(String text) {
        Cleaning cleaning = reading.cleaning();
        String cleaned = cleaning.trim() ? Letters.trimmed(text) : text;
        for (Replacement replacement : replacements) {
            cleaned = replacement.pattern().matcher(cleaned).replaceAll(replacement.by());
        }
        if (cleaning.textCase().isPresent()) {
            return cleaning.textCase().get() == TextCase.UPPER ? Letters.upper(cleaned) : Letters.lower(cleaned);
        }
        return cleaned;
    }

    private @Nullable Boolean truth(String text) {
        String word = Letters.lower(Letters.withoutBlanks(text));
        return yes.contains(word) ? Boolean.TRUE : no.contains(word) ? Boolean.FALSE : null;
    }

    private @Nullable Object whole(String text, long least, long most) {
        String digits = digits(text);
        if (digits == null) {
            return null;
        }
        BigInteger value = new BigDecimal(digits).toBigIntegerExact();
        boolean fits =
                value.compareTo(BigInteger.valueOf(least)) >= 0 && value.compareTo(BigInteger.valueOf(most)) <= 0;
        if (!fits) {
            return null;
        }
        return most == Integer.MAX_VALUE ? (Object) value.intValueExact() : (Object) value.longValueExact();
    }

    private @Nullable BigDecimal decimal(String text) {
        String digits = digits(text);
        if (digits == null) {
            return null;
        }
        BigDecimal value = new BigDecimal(digits).setScale(type.scale());
        return value.precision() <= type.precision() || value.signum() == 0 ? value : null;
    }

    private @Nullable Double inexact(String text) {
        String digits = digits(text);
        if (digits == null) {
            return null;
        }
        double value = Double.parseDouble(digits);
        return Double.isFinite(value) ? value : null;
    }

    /** The digits of a number as Java reads them; NULL if the text is none, or would lose some in the type. */
    private @Nullable String digits(String text) {
        String bare = Letters.withoutBlanks(text);
        if (!number.matcher(bare).matches()) {
            return null;
        }
        if (reading.thousandsSeparator().isPresent()) {
            bare = bare.replace(String.valueOf(reading.thousandsSeparator().get()), "");
        }
        String pointed = bare.replace(reading.decimalSeparator(), '.');
        return pointed.endsWith(".") ? pointed.substring(0, pointed.length() - 1) : pointed;
    }

    private java.util.regex.Pattern numberPattern() {
        String point = java.util.regex.Pattern.quote(String.valueOf(reading.decimalSeparator()));
        String whole = "[0-9]+";
        if (reading.thousandsSeparator().isPresent()) {
            whole += "|[0-9]{1,3}(?:"
                    + java.util.regex.Pattern.quote(
                            String.valueOf(reading.thousandsSeparator().get())) + "[0-9]{3})+";
        }
        String pattern = switch (type.kind()) {
            case INTEGER, BIGINT -> "(?:" + whole + ")(?:" + point + "0*)?";
            case DECIMAL -> {
                String fraction = "[0-9]{0," + type.scale() + "}0*";
                yield "(?:(?:" + whole + ")(?:" + point + fraction + ")?|" + point + "(?=[0-9])" + fraction + ")";
            }
            default -> "(?:(?:" + whole + ")(?:" + point + "[0-9]*)?|" + point + "[0-9]+)(?:[eE][+-]?[0-9]+)?";
        };
        return java.util.regex.Pattern.compile("[+-]?" + pattern);
    }

    @Override
    public String toString() {
        return type.text().toLowerCase(Locale.ROOT);
    }
}
