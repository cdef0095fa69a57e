package org.lierne.marts.customer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Identifiers;

/** An analysis as a file of SQL with {@code {parts}} to be filled in, in the resources of this package. */
public final class Template {

    private static final Pattern PART = Pattern.compile("\\{(\\w+)}");

    private Template() {}

    /**
     * The text of the file with its parts; a line whose only part is empty is left out.
     *
     * @param file its path from this package
     */
    public static String fill(String file, Map<String, String> parts) {
        return text(file)
                .lines()
                .filter(line -> !isEmptyPart(line, parts))
                .map(line -> filled(line, parts))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** A part of several lines stands as far in as the line that it is alone on. */
    private static String filled(String line, Map<String, String> parts) {
        String indent = line.substring(0, line.indexOf(line.strip()));
        return PART.matcher(line)
                .replaceAll(part ->
                        Matcher.quoteReplacement(part(parts, part.group(1)).replace("\n", "\n" + indent)));
    }

    private static boolean isEmptyPart(String line, Map<String, String> parts) {
        Matcher part = PART.matcher(line.strip());
        return part.matches() && part(parts, part.group(1)).isEmpty();
    }

    private static String part(Map<String, String> parts, String name) {
        return Optional.ofNullable(parts.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no part \"" + name + "\""));
    }

    private static String text(String file) {
        try (InputStream stream = Template.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is missing beside its class");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A name, quoted where it must be. */
    public static String name(String name) {
        return DuckDbDialect.INSTANCE.sql().render(Identifiers.name(name));
    }

    /** A mart by its name, as queries name it. */
    public static String mart(String name) {
        return "mart." + name(name);
    }

    /** The beginning of the day, or that of the day after the latest transaction. */
    public static String at(String transactions, Optional<LocalDate> day) {
        return day.map(at -> "timestamp '" + at + " 00:00:00'")
                .orElse("(select cast(max(occurred_at) as date) + interval 1 day from " + mart(transactions) + ")");
    }

    /** A business key of the transactions under its own names. */
    public static String key(List<BusinessKeyColumn> key) {
        return columns(
                key,
                each -> each.transactionsColumn().equals(each.name())
                        ? name(each.name())
                        : name(each.transactionsColumn()) + " as " + name(each.name()));
    }

    /** The names of a business key's columns. */
    public static String keyNames(List<BusinessKeyColumn> key) {
        return columns(key, each -> name(each.name()));
    }

    /** The condition that a transaction has a customer. */
    public static String keyPresent(List<BusinessKeyColumn> key) {
        return name(key.get(0).transactionsColumn()) + " is not null";
    }

    private static String columns(List<BusinessKeyColumn> key, Function<BusinessKeyColumn, String> text) {
        return key.stream().map(text).collect(Collectors.joining(", "));
    }
}
