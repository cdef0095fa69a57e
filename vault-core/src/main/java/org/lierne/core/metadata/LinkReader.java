package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Link;
import org.lierne.core.model.Link.DependentChildKey;
import org.lierne.core.model.Participant;

/** Reads links. */
final class LinkReader {

    private final Registry<Link> links;
    private final Registry<Participant> participants;
    private final Registry<SourceDraft> sources;
    private final Diagnostics diagnostics;

    LinkReader(
            Registry<Link> links,
            Registry<Participant> participants,
            Registry<SourceDraft> sources,
            Diagnostics diagnostics) {
        this.links = links;
        this.participants = participants;
        this.sources = sources;
        this.diagnostics = diagnostics;
    }

    void read(Declaration declaration) {
        String name = declaration.name().text();
        links.add(name, link(declaration, name, "link \"" + name + "\""));
    }

    private Optional<Link> link(Declaration declaration, String name, String what) {
        Shape.Choice kinds =
                (Shape.Choice) Language.LINK.find("kind").orElseThrow().shape();
        if (Fields.kind(kinds, "", what, declaration.value(), diagnostics).isEmpty()) {
            return Optional.empty();
        }
        Fields fields =
                Fields.read(Language.LINK, what, declaration.name().position(), declaration.value(), diagnostics);
        Optional<SourceDraft> source = fields.text("from").flatMap(from -> sources.resolve(from, what, diagnostics));
        List<Participant> connects = connects(fields, source);
        List<DependentChildKey> childKey = dependentChildKey(fields, source);
        boolean whole = !connects.isEmpty()
                && connects.size() == fields.texts("connects").size()
                && childKey.size() == fields.texts("dependent_child_key").size()
                && !fields.isRefused("dependent_child_key")
                && source.isPresent();
        if (!whole) {
            return Optional.empty();
        }
        return Optional.of(new Link(
                name,
                fields.description(),
                connects,
                childKey,
                source.get().name(),
                fields.text("was").map(Text::text)));
    }

    private List<Participant> connects(Fields fields, Optional<SourceDraft> source) {
        List<Participant> connects = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Text reference : fields.texts("connects")) {
            if (!names.add(reference.text())) {
                diagnostics.error(
                        "duplicate_name",
                        reference.position(),
                        Fields.sentence(fields.what()) + " connects \"" + reference.text() + "\" twice.",
                        "A hub that takes part twice has a role: declare \"roles\" on the hub, and name the role here.");
                continue;
            }
            Optional<Participant> participant =
                    participants.resolve(reference, "\"connects\" of " + fields.what(), diagnostics);
            participant.ifPresent(connects::add);
            if (participant.isPresent() && source.isPresent()) {
                checkCarried(source.get(), participant.get().name(), reference.position(), fields.what(), diagnostics);
            }
        }
        return connects;
    }

    /** Whether the source's rows carry a key; if not, that is reported. */
    static boolean checkCarried(SourceDraft source, String key, Position at, String what, Diagnostics diagnostics) {
        if (source.mayCarry(key)) {
            return true;
        }
        diagnostics.error(
                "not_carried",
                at,
                Fields.sentence(what) + " needs the key \"" + key + "\", which the rows of source \"" + source.name()
                        + "\" do not carry.",
                "Its keys: " + Suggestions.list(source.keyNames()) + ". Add it to \"keys\" of the source, or take"
                        + " another source.");
        return false;
    }

    private List<DependentChildKey> dependentChildKey(Fields fields, Optional<SourceDraft> source) {
        List<DependentChildKey> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Text column : fields.texts("dependent_child_key")) {
            if (!names.add(column.text())) {
                diagnostics.error(
                        "duplicate_name",
                        column.position(),
                        "\"dependent_child_key\" of " + fields.what() + " names \"" + column.text() + "\" twice.");
                continue;
            }
            source.flatMap(known -> childKeyType(known, column, fields.what()))
                    .ifPresent(type -> columns.add(new DependentChildKey(column.text(), type)));
        }
        return columns;
    }

    private Optional<DataType> childKeyType(SourceDraft source, Text column, String what) {
        if (!SourceDraft.isPseudoColumn(column.text()) && !source.mayHaveColumn(column.text())) {
            diagnostics.error(
                    "unknown_column",
                    column.position(),
                    "\"dependent_child_key\" of " + what + " names \"" + column.text()
                            + "\", which is no column of source \"" + source.name() + "\".",
                    Suggestions.hint(column.text(), source.columnNames()));
            return Optional.empty();
        }
        Optional<DataType> type = source.typeOf(column.text());
        if (type.isPresent() && type.get().kind() == DataType.Kind.DOUBLE) {
            diagnostics.error(
                    "double_key",
                    column.position(),
                    "\"dependent_child_key\" of " + what + " names \"" + column.text()
                            + "\", which is a double; doubles that look equal differ, so they make no key.",
                    "Read the column as decimal(p,s), bigint or varchar.");
            return Optional.empty();
        }
        return type;
    }
}
