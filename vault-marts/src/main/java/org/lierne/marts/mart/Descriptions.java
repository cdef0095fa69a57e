package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.core.model.Column;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Mart;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Source;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.marts.meaning.ColumnMeaning;
import org.lierne.marts.meaning.Meaning;

/**
 * What the metadata say of the columns of marts: the descriptions of the sources' columns under the names that marts have
 * them by, and which of them are sensitive. A name that sources describe differently is not described.
 */
public final class Descriptions {

    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Map<String, String> OF_DIMENSIONS = Map.of(
            "valid_from",
            "Since when this version holds, by load date.",
            "valid_to",
            "Until when, that moment excluded; 9999-12-31 while it is current.",
            "is_current",
            "Whether this is the latest version.",
            "deleted_at",
            "Since when the key is gone; NULL while it is there.");

    private final Vault vault;
    private final Map<String, String> described = new HashMap<>();
    private final Set<String> sensitive = new HashSet<>();

    public Descriptions(Vault vault) {
        this.vault = vault;
        Set<String> ambiguous = new HashSet<>();
        for (Source source : vault.sources()) {
            source.columns().stream()
                    .filter(column -> !column.description().isBlank())
                    .forEach(column -> note(column, ambiguous));
            sensitive.addAll(source.sensitive());
            source.keys().forEach(use -> noteKey(source, use));
        }
        ambiguous.forEach(described::remove);
        for (Hub hub : vault.hubs()) {
            describeHashKey(new Participant(hub.name(), hub.name()), hub);
        }
        describeBusinessKeys();
        vault.links().stream()
                .flatMap(link -> link.connects().stream())
                .forEach(participant -> describeHashKey(participant, vault.hub(participant.hub())));
    }

    private void note(Column column, Set<String> ambiguous) {
        String before = described.put(column.name(), column.description());
        if (before != null && !before.equals(column.description())) {
            ambiguous.add(column.name());
        }
    }

    /** A business key is as sensitive as the columns that it is made of, whatever it is called in its hub. */
    private void noteKey(Source source, Source.KeyUse use) {
        Hub hub = vault.hub(use.hub());
        for (int part = 0; part < hub.key().size() && part < use.columns().size(); part++) {
            if (source.sensitive().contains(use.columns().get(part))) {
                sensitive.add(hub.key().get(part).name());
            }
        }
    }

    private void describeHashKey(Participant participant, Hub hub) {
        described.putIfAbsent(
                Names.hashKey(participant.name()),
                "The hash key of the " + participant.name().replace('_', ' ')
                        + (hub.description().isBlank() ? "." : ": " + hub.description()));
    }

    private void describeBusinessKeys() {
        Map<String, Long> uses = vault.hubs().stream()
                .flatMap(hub -> hub.key().stream())
                .collect(Collectors.groupingBy(KeyColumn::name, Collectors.counting()));
        for (Hub hub : vault.hubs()) {
            hub.key().stream()
                    .map(KeyColumn::name)
                    .filter(name -> uses.get(name) == 1)
                    .forEach(name -> described.putIfAbsent(
                            name, "The business key of the " + hub.name().replace('_', ' ') + "."));
        }
    }

    /**
     * What is known of the columns of a mart, those first that its meaning has.
     *
     * @param columns that the mart has
     */
    public Meaning complete(Mart mart, Meaning meaning, List<String> columns) {
        List<ColumnMeaning> all = new ArrayList<>();
        for (String column : columns) {
            ColumnMeaning known =
                    meaning.of(column).orElseGet(() -> new ColumnMeaning(column, "", description(mart, column), false));
            all.add(isSensitive(mart, column) ? known.sensitive() : known);
        }
        return meaning.withColumns(all);
    }

    private String description(Mart mart, String column) {
        if (mart instanceof SqlMart sql) {
            return sql.columns().getOrDefault(column, "");
        }
        if (mart instanceof FactMart fact) {
            Optional<FactMart.Column> own = fact.columns().stream()
                    .filter(each -> each.name().equals(column))
                    .findFirst();
            if (own.isPresent() && !own.get().description().isBlank()) {
                return own.get().description();
            }
            if (own.isPresent()) {
                String sql = own.get().sql();
                return sql.matches("[\\w.]+") ? plain(sql.substring(sql.lastIndexOf('.') + 1)) : "";
            }
        }
        if (mart instanceof DimensionMart && OF_DIMENSIONS.containsKey(column)) {
            return OF_DIMENSIONS.get(column);
        }
        return plain(column);
    }

    /** By the name alone, or by the name behind that of a participant. */
    private String plain(String column) {
        if (described.containsKey(column)) {
            return described.get(column);
        }
        return vault.hubs().stream()
                .flatMap(hub -> Stream.concat(Stream.of(hub.name()), hub.roles().stream()))
                .filter(name -> column.startsWith(name + "_"))
                .map(name -> described.get(column.substring(name.length() + 1)))
                .filter(text -> text != null)
                .findFirst()
                .orElse("");
    }

    private boolean isSensitive(Mart mart, String column) {
        return isSensitiveName(column)
                || expression(mart, column).map(this::namesSensitive).orElse(false);
    }

    private boolean isSensitiveName(String column) {
        String name = column.toLowerCase(Locale.ROOT);
        return sensitive.stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .anyMatch(each -> name.equals(each) || name.endsWith("_" + each));
    }

    private boolean namesSensitive(String expression) {
        Matcher word = WORD.matcher(expression);
        return word.results().anyMatch(found -> isSensitiveName(found.group()));
    }

    private static Optional<String> expression(Mart mart, String column) {
        if (mart instanceof FactMart fact) {
            return fact.columns().stream()
                    .filter(each -> each.name().equals(column))
                    .map(FactMart.Column::sql)
                    .findFirst();
        }
        if (mart instanceof TransactionsMart transactions) {
            Map<String, Function<TransactionsMart, String>> expressions = Map.of(
                    "occurred_at",
                    TransactionsMart::date,
                    "amount",
                    TransactionsMart::amount,
                    "returned",
                    each -> each.returned().orElse(""),
                    "margin",
                    each -> each.margin().orElse(""));
            return Optional.ofNullable(expressions.get(column)).map(of -> of.apply(transactions));
        }
        return Optional.empty();
    }
}
