package org.lierne.core.metadata;

import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lierne.core.model.TextCase;

/**
 * A word for a varchar of a certain kind: how it is cleaned, which texts stand for others, and what must hold for it.
 * What a column says besides comes on top.
 */
enum NamedType {
    /**
     * An address as people have them: RFC 5322's dot-atom before the {@code @}, also in letters other than English ones,
     * and a domain of two parts or more. Quoted local parts and addresses of hosts are none.
     */
    EMAIL(
            TextCase.LOWER,
            Map.of(),
            "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@([\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+\\p{L}[\\p{L}\\p{N}-]*[\\p{L}\\p{N}]",
            "e-mail address"),

    /** ISO 3166-1 alpha-2, and the two other codes that countries are known by. */
    COUNTRY(
            TextCase.UPPER,
            Map.of("UK", "GB", "EL", "GR"),
            anyOf(Set.of(Locale.getISOCountries())),
            "country code of ISO 3166-1 alpha-2"),

    /** ISO 4217, codes that are no longer in use included, and symbols that stand for one currency only. */
    CURRENCY(
            TextCase.UPPER,
            symbols(),
            anyOf(Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toSet())),
            "currency code of ISO 4217");

    private final TextCase textCase;
    private final Map<String, String> map;
    private final String pattern;
    private final String meaning;

    NamedType(TextCase textCase, Map<String, String> map, String pattern, String meaning) {
        this.textCase = textCase;
        this.map = new TreeMap<>(map);
        this.pattern = pattern;
        this.meaning = meaning;
    }

    /** The type of that name, if it is one of these. */
    static Optional<NamedType> find(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(NamedType::word).toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The case to which a text is folded, once it is trimmed. */
    TextCase textCase() {
        return textCase;
    }

    /** A text in the case to which texts of this type are folded. */
    String folded(String text) {
        return textCase == TextCase.UPPER ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
    }

    /** What a column maps, whatever its case, and then what the type maps besides. */
    Map<String, String> mapWith(Map<String, String> ofColumn) {
        Map<String, String> all = new LinkedHashMap<>();
        ofColumn.forEach((from, to) -> all.put(folded(from), to));
        map.forEach(all::putIfAbsent);
        return all;
    }

    /** What the whole text must match in the end. */
    String pattern() {
        return pattern;
    }

    boolean matches(String text) {
        return Pattern.matches(pattern, text);
    }

    /** What a text of this type is, as a message says it. */
    String meaning() {
        return meaning;
    }

    private static Map<String, String> symbols() {
        return Map.ofEntries(
                Map.entry("€", "EUR"),
                Map.entry("£", "GBP"),
                Map.entry("₹", "INR"),
                Map.entry("₽", "RUB"),
                Map.entry("₺", "TRY"),
                Map.entry("₪", "ILS"),
                Map.entry("₫", "VND"),
                Map.entry("₴", "UAH"),
                Map.entry("₦", "NGN"),
                Map.entry("฿", "THB"),
                Map.entry("ZŁ", "PLN"),
                Map.entry("KČ", "CZK"));
    }

    /**
     * One expression for all codes, {@code A[DEF]|B[AB]}: an engine tells by it ten times as fast as by a list whether a
     * text is one of hundreds.
     */
    private static String anyOf(Set<String> codes) {
        Map<String, String> lastByFirst = new TreeMap<>();
        for (String code : new TreeSet<>(codes)) {
            int last = code.length() - 1;
            lastByFirst.merge(code.substring(0, last), code.substring(last), String::concat);
        }
        return lastByFirst.entrySet().stream()
                .map(each ->
                        each.getKey() + (each.getValue().length() == 1 ? each.getValue() : "[" + each.getValue() + "]"))
                .collect(Collectors.joining("|"));
    }
}
