package org.lierne.core.metadata;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Mart;
import org.lierne.core.model.Participant;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.TransactionsMart;

/** Reads marts. */
final class MartReader {

    private static final int SCORES = 5;

    private final Registry<Hub> hubs;
    private final Registry<Link> links;
    private final Registry<String> kinds;
    private final SqlMartReader sqlMarts;
    private final Diagnostics diagnostics;
    private final Scalars scalars;

    MartReader(
            Path project, Registry<Hub> hubs, Registry<Link> links, Registry<String> kinds, Diagnostics diagnostics) {
        this.hubs = hubs;
        this.links = links;
        this.kinds = kinds;
        this.sqlMarts = new SqlMartReader(project, diagnostics);
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    /** Notes the names and kinds of all marts, so that they may refer to each other in any order. */
    void declare(List<Declaration> marts) {
        for (Declaration mart : marts) {
            Optional<String> kind = mart.value() instanceof Value.Entries map
                    ? map.find("kind")
                            .map(Value.Entry::value)
                            .filter(Text.class::isInstance)
                            .map(text -> ((Text) text).text())
                    : Optional.empty();
            kinds.add(mart.name().text(), kind);
        }
    }

    Optional<Mart> read(Declaration declaration) {
        String name = declaration.name().text();
        String what = "mart \"" + name + "\"";
        Optional<String> kind = Fields.kind(Language.MART_KINDS, "", what, declaration.value(), diagnostics);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Map<String, MapKind> languages = new HashMap<>(Map.of(
                "dimension", Language.DIMENSION,
                "transactions", Language.TRANSACTIONS,
                "rfm", Language.RFM,
                "sql", Language.SQL));
        if (!languages.containsKey(kind.get())) {
            diagnostics.error(
                    "missing_key",
                    declaration.name().position(),
                    Fields.sentence(what) + " lacks the key \"kind\".",
                    "Allowed: " + Suggestions.list(Language.MART_KINDS.now()) + ".");
            return Optional.empty();
        }
        Fields fields = Fields.read(
                languages.get(kind.get()), what, declaration.name().position(), declaration.value(), diagnostics);
        return switch (kind.get()) {
            case "dimension" -> dimension(name, fields);
            case "transactions" -> transactions(name, fields);
            case "rfm" -> rfm(name, fields);
            default -> sqlMarts.read(name, fields);
        };
    }

    private Optional<Mart> dimension(String name, Fields fields) {
        Optional<Text> of = fields.text("of");
        of.ifPresent(text -> hubs.resolve(text, fields.what(), diagnostics));
        Optional<Hub> hub = of.flatMap(text -> hubs.find(text.text()));
        if (hub.isEmpty()) {
            fields.texts("through").forEach(link -> links.resolve(link, fields.what(), diagnostics));
            return Optional.empty();
        }
        through(fields, new HashSet<>(Set.of(hub.get().name())));
        return Optional.of(new DimensionMart(
                name,
                fields.description(),
                hub.get().name(),
                fields.strings("through"),
                DimensionMart.History.valueOf(fields.text("history", "type_1").toUpperCase(Locale.ROOT))));
    }

    /**
     * Follows links from the hubs reached so far.
     *
     * @return the participants met on the way; empty if a link is not known
     */
    private Optional<Set<String>> through(Fields fields, Set<String> hubsReached) {
        Set<String> names = new LinkedHashSet<>();
        boolean whole = true;
        for (Text reference : fields.texts("through")) {
            Optional<Link> link = links.resolve(reference, "\"through\" of " + fields.what(), diagnostics);
            if (link.isEmpty()) {
                whole = false;
                continue;
            }
            List<Participant> connects = link.get().connects();
            if (whole && connects.stream().noneMatch(participant -> hubsReached.contains(participant.hub()))) {
                diagnostics.error(
                        "not_reached",
                        reference.position(),
                        "\"through\" of " + fields.what() + " names the link \"" + reference.text()
                                + "\", which connects none of the hubs reached so far: "
                                + Suggestions.list(hubsReached.stream().sorted().toList()) + ".",
                        "Name the links in the order in which they lead away.");
            }
            connects.forEach(participant -> {
                hubsReached.add(participant.hub());
                names.add(participant.name());
            });
        }
        return whole ? Optional.of(names) : Optional.empty();
    }

    private Optional<Mart> transactions(String name, Fields fields) {
        for (String key : List.of("date", "amount", "margin", "where")) {
            fields.text(key).ifPresent(sql -> scalars.checkSql(sql, "\"" + key + "\" of " + fields.what()));
        }
        Optional<Link> link =
                fields.text("from").flatMap(from -> links.resolve(from, "\"from\" of " + fields.what(), diagnostics));
        if (link.isEmpty()) {
            fields.texts("through").forEach(reference -> links.resolve(reference, fields.what(), diagnostics));
            return Optional.empty();
        }
        Set<String> reached = new HashSet<>();
        link.get().connects().forEach(participant -> reached.add(participant.hub()));
        Optional<Set<String>> further = through(fields, reached);
        if (further.isPresent()) {
            Set<String> allowed = new LinkedHashSet<>();
            link.get().connects().forEach(participant -> allowed.add(participant.name()));
            allowed.addAll(further.get());
            List.of("customer", "order", "product")
                    .forEach(key -> fields.text(key).ifPresent(text -> checkParticipant(fields, key, text, allowed)));
        }
        return Optional.of(new TransactionsMart(
                name,
                fields.description(),
                link.get().name(),
                fields.strings("through"),
                fields.text("customer", ""),
                fields.text("order", ""),
                fields.text("product").map(Text::text),
                fields.text("date", ""),
                fields.text("amount", ""),
                fields.text("margin").map(Text::text),
                fields.text("where").map(Text::text)));
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

    private Optional<Mart> rfm(String name, Fields fields) {
        fields.text("of").ifPresent(of -> {
            Optional<String> kind = kinds.resolve(of, fields.what(), diagnostics);
            if (kind.isPresent() && !kind.get().equals("transactions")) {
                diagnostics.error(
                        "wrong_mart",
                        of.position(),
                        Fields.sentence(fields.what()) + " is \"of\" the mart \"" + of.text() + "\", which is a "
                                + kind.get() + ", but it needs transactions.",
                        "Name a mart of kind transactions.");
            }
        });
        Optional<Integer> scores =
                fields.text("scores").flatMap(text -> scalars.count(text, "\"scores\" of " + fields.what()));
        if (scores.isPresent() && scores.get() != SCORES) {
            diagnostics.error(
                    "wrong_value",
                    fields.text("scores").orElseThrow().position(),
                    "The grid ten_segments is defined on five scores, but " + fields.what() + " says " + scores.get()
                            + ".",
                    "Leave \"scores\" out.");
        }
        Optional<String> at =
                fields.text("at").filter(text -> checkDate(text, fields.what())).map(Text::text);
        return Optional.of(
                new RfmMart(name, fields.description(), fields.text("of", ""), RfmMart.Grid.TEN_SEGMENTS, SCORES, at));
    }

    private boolean checkDate(Text text, String what) {
        try {
            return text.text().length() > 10
                    ? LocalDateTime.parse(text.text().replace(' ', 'T')) != null
                    : LocalDate.parse(text.text()) != null;
        } catch (DateTimeException malformed) {
            diagnostics.error(
                    "wrong_value",
                    text.position(),
                    "\"at\" of " + what + " should be an ISO date, but is \"" + text.text() + "\".",
                    "Write it like 2011-12-10.");
            return false;
        }
    }
}
