package org.lierne.marts.customer.segment;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lierne.core.model.ValueConcentrationMart;
import org.lierne.core.model.ValueGroupsMart;
import org.lierne.marts.customer.Template;
import org.lierne.marts.meaning.Meaning;
import org.lierne.marts.meaning.MeaningFile;

/**
 * Which customers make up most of the value, and how unevenly it is spread. The files {@code value_groups.sql} and {@code
 * value_concentration.sql} define each column.
 */
public final class ValueGroupsQuery {

    private ValueGroupsQuery() {}

    /**
     * A row per customer: {@code customer_hk}, the business key, {@code value}, {@code value_rank}, {@code customer_share} and
     * {@code value_share} (both from 0 to 1; NULL where all value is nothing), {@code value_group}.
     *
     * @param key the names of the customer's business key in the mart that is read
     */
    public static String of(ValueGroupsMart mart, List<String> key) {
        String keys = key.stream().map(name -> Template.name(name) + ", ").collect(Collectors.joining());
        return Template.fill(
                "segment/value_groups.sql",
                Map.of(
                        "of", Template.mart(mart.of()),
                        "by", Template.name(mart.by()),
                        "key_names", keys.stripTrailing(),
                        "order",
                                key.isEmpty()
                                        ? "customer_hk"
                                        : key.stream().map(Template::name).collect(Collectors.joining(", ")),
                        "group", group(mart)));
    }

    private static String group(ValueGroupsMart mart) {
        String last = mart.groups().get(mart.groups().size() - 1).name();
        String whens = mart.groups().subList(0, mart.groups().size() - 1).stream()
                .map(group -> String.format(
                        Locale.ROOT,
                        "when so_far - counted < %s * total and counted > 0 then %s",
                        group.upTo(),
                        literal(group.name())))
                .collect(Collectors.joining("\n    "));
        return "case\n    when total is null or total = 0 then null\n    " + whens + "\n    else " + literal(last)
                + "\nend";
    }

    /** What the mart means. */
    public static Meaning meaning(ValueGroupsMart mart, List<String> key) {
        String groups = mart.groups().stream()
                .map(group -> String.format(
                                Locale.ROOT, "%s up to %.4g %% of all value", group.name(), 100 * group.upTo())
                        .replaceAll("(\\.\\d*?)0+ %", "$1 %")
                        .replace(". %", " %"))
                .collect(Collectors.joining(", "));
        return MeaningFile.read(
                ValueGroupsQuery.class,
                "value_groups",
                key,
                Map.of(
                        "mart", Template.mart(mart.name()),
                        "of", mart.of(),
                        "by", mart.by(),
                        "groups", groups));
    }

    /** A row per group. */
    public static String of(ValueConcentrationMart mart) {
        return Template.fill("segment/value_concentration.sql", Map.of("of", Template.mart(mart.of())));
    }

    /** What the mart means. */
    public static Meaning meaning(ValueConcentrationMart mart) {
        return MeaningFile.read(
                ValueGroupsQuery.class,
                "value_concentration",
                List.of(),
                Map.of("mart", Template.mart(mart.name()), "of", mart.of()));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
