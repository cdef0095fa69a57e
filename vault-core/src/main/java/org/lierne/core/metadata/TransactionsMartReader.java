package org.lierne.core.metadata;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Link;
import org.lierne.core.model.Mart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.TransactionsMart.Lines;

/** Reads marts that say what a purchase is: over a link, or over a fact. */
final class TransactionsMartReader {

    private final Registry<Link> links;
    private final Registry<String> kinds;
    private final Ways ways;
    private final Diagnostics diagnostics;
    private final Scalars scalars;

    /** @param kinds the kinds of all marts by name */
    TransactionsMartReader(Registry<Link> links, Registry<String> kinds, Diagnostics diagnostics) {
        this.links = links;
        this.kinds = kinds;
        this.ways = new Ways(links, diagnostics);
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    Optional<Mart> read(String name, Fields fields) {
        for (String key : List.of("date", "amount", "returned", "margin", "where")) {
            fields.text(key).ifPresent(sql -> scalars.checkSql(sql, "\"" + key + "\" of " + fields.what()));
        }
        return lines(fields)
                .map(lines -> new TransactionsMart(
                        name,
                        fields.description(),
                        lines,
                        fields.text("customer", ""),
                        fields.text("order", ""),
                        fields.text("product").map(Text::text),
                        fields.text("date", ""),
                        fields.text("amount", ""),
                        fields.text("returned").map(Text::text),
                        fields.text("margin").map(Text::text),
                        fields.text("where").map(Text::text)));
    }

    private Optional<Lines> lines(Fields fields) {
        Optional<Text> from = fields.text("from");
        if (from.isEmpty()) {
            ways.checkExist(fields);
            return Optional.empty();
        }
        String name = from.get().text();
        if (links.isDeclared(name)) {
            return ofLink(fields, name);
        }
        if (kinds.isDeclared(name)) {
            return ofFact(fields, from.get());
        }
        ways.checkExist(fields);
        if (!links.isIncomplete() && !kinds.isIncomplete()) {
            Set<String> allowed = new LinkedHashSet<>(links.names());
            kinds.names().stream().filter(this::isFact).forEach(allowed::add);
            diagnostics.error(
                    "unknown_link",
                    from.get().position(),
                    "\"from\" of " + fields.what() + " names \"" + name + "\", which is no link and no fact.",
                    Suggestions.hint(name, allowed));
        }
        return Optional.empty();
    }

    private Optional<Lines> ofLink(Fields fields, String name) {
        Optional<Link> link = links.find(name);
        if (link.isEmpty()) {
            ways.checkExist(fields);
            return Optional.empty();
        }
        Set<String> reached = new HashSet<>();
        link.get().connects().forEach(participant -> reached.add(participant.hub()));
        Optional<Set<String>> further = ways.follow(fields, reached);
        if (further.isPresent()) {
            Set<String> allowed = new LinkedHashSet<>();
            link.get().connects().forEach(participant -> allowed.add(participant.name()));
            allowed.addAll(further.get());
            List.of("customer", "order", "product")
                    .forEach(key -> fields.text(key).ifPresent(text -> checkParticipant(fields, key, text, allowed)));
        }
        return Optional.of(new Lines.OfLink(name, fields.strings("through")));
    }

    private Optional<Lines> ofFact(Fields fields, Text from) {
        String name = from.text();
        if (kinds.find(name).isPresent() && !isFact(name)) {
            diagnostics.error(
                    "wrong_mart",
                    from.position(),
                    "\"from\" of " + fields.what() + " names the mart \"" + name + "\", which is a "
                            + kinds.find(name).get() + ", but lines are rows of a link or of a fact.",
                    "Name a link, or a mart of kind fact.");
            return Optional.empty();
        }
        if (fields.has("through")) {
            diagnostics.error(
                    "through_of_fact",
                    fields.at("through"),
                    Fields.sentence(fields.what()) + " is \"from\" the fact \"" + name
                            + "\", which says itself what it goes through.",
                    "Move \"through\" to the fact.");
        }
        return Optional.of(new Lines.OfFact(name));
    }

    private boolean isFact(String mart) {
        return kinds.find(mart).filter("fact"::equals).isPresent();
    }

    private void checkParticipant(Fields fields, String key, Text name, Set<String> allowed) {
        if (!allowed.contains(name.text())) {
            diagnostics.error(
                    "not_reached",
                    name.position(),
                    "\"" + key + "\" of " + fields.what() + " is \"" + name.text()
                            + "\", which neither \"from\" nor \"through\" connects.",
                    Suggestions.hint(name.text(), allowed));
        }
    }
}
