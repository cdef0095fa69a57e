package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.DataType;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Mart;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;

/** Reads marts of kind fact. */
final class FactMartReader {

    private final Registry<Hub> hubs;
    private final Registry<Link> links;
    private final Ways ways;
    private final Diagnostics diagnostics;
    private final Scalars scalars;

    FactMartReader(Registry<Hub> hubs, Registry<Link> links, Diagnostics diagnostics) {
        this.hubs = hubs;
        this.links = links;
        this.ways = new Ways(links, diagnostics);
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    Optional<Mart> read(String name, Fields fields) {
        for (String key : List.of("at", "where")) {
            fields.text(key).ifPresent(sql -> scalars.checkSql(sql, "\"" + key + "\" of " + fields.what()));
        }
        List<FactMart.Column> columns = columns(fields);
        Optional<Parent> of = fields.text("of").flatMap(text -> of(text, fields.what()));
        Optional<Set<String>> hubsReached = of.flatMap(this::hubsOf);
        if (of.isEmpty() || hubsReached.isEmpty()) {
            ways.checkExist(fields);
            return Optional.empty();
        }
        ways.follow(fields, new HashSet<>(hubsReached.get()));
        return Optional.of(new FactMart(
                name,
                fields.description(),
                of.get(),
                fields.strings("through"),
                fields.text("at").map(Text::text),
                columns,
                fields.text("where").map(Text::text)));
    }

    private Optional<Parent> of(Text of, String what) {
        String name = of.text();
        if (links.isDeclared(name)) {
            return Optional.of(new Parent.OfLink(name));
        }
        if (hubs.isDeclared(name)) {
            return Optional.of(new Parent.OfHub(name, name));
        }
        if (!hubs.isIncomplete() && !links.isIncomplete()) {
            List<String> allowed = new ArrayList<>(links.names());
            allowed.addAll(hubs.names());
            diagnostics.error(
                    "unknown_parent",
                    of.position(),
                    Fields.sentence(what) + " is \"of\" \"" + name + "\", which is no link and no hub.",
                    Suggestions.hint(name, allowed));
        }
        return Optional.empty();
    }

    private Optional<Set<String>> hubsOf(Parent of) {
        if (of instanceof Parent.OfHub hub) {
            return hubs.find(hub.hub()).map(known -> Set.of(known.name()));
        }
        return links.find(of.name())
                .map(link -> new HashSet<>(
                        link.connects().stream().map(Participant::hub).toList()));
    }

    private List<FactMart.Column> columns(Fields fields) {
        List<FactMart.Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Entry entry : fields.entries("columns")) {
            Text name = entry.key();
            String what = "column \"" + name.text() + "\" of " + fields.what();
            boolean nameFits = Names.check(name, "column", diagnostics);
            if (!names.add(name.text())) {
                diagnostics.error(
                        "duplicate_name",
                        name.position(),
                        Fields.sentence(fields.what()) + " names the column \"" + name.text() + "\" twice.");
            }
            Fields column = Fields.read(Language.FACT_COLUMN, what, name.position(), entry.value(), diagnostics);
            column.text("sql").ifPresent(sql -> scalars.checkSql(sql, what));
            Optional<DataType> type = column.text("type").flatMap(text -> scalars.martType(text, what));
            if (nameFits) {
                columns.add(new FactMart.Column(
                        name.text(), column.text("sql", name.text()), type, column.text("description", "")));
            }
        }
        return columns;
    }
}
