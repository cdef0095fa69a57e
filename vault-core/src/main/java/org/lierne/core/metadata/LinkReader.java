package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
        Optional<String> kind =
                Fields.kind(Language.LINK_KINDS, "relationship", what, declaration.value(), diagnostics);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Link.Kind read = Link.Kind.valueOf(kind.get().toUpperCase(Locale.ROOT));
        Fields fields =
                Fields.read(language(read), what, declaration.name().position(), declaration.value(), diagnostics);
        Optional<SourceDraft> source = fields.text("from").flatMap(from -> sources.resolve(from, what, diagnostics));
        List<Participant> connects = connects(fields, source);
        List<DependentChildKey> childKey = dependentChildKey(fields, source);
        List<String> columns = columns(fields, source);
        boolean whole = !connects.isEmpty()
                && connects.size() == fields.texts("connects").size()
                && childKey.size() == fields.texts("dependent_child_key").size()
                && !fields.isRefused("dependent_child_key")
                && columns.size() == fields.texts("columns").size()
                && !fields.isRefused("columns")
                && source.isPresent();
        if (!whole || !OneHubLinks.check(read, fields, connects, diagnostics)) {
            return Optional.empty();
        }
        return Optional.of(new Link(
                name,
                fields.description(),
                read,
                connects,
                childKey,
                source.get().name(),
                columns,
                fields.text("was").map(Text::text),
                CounterRows.corrections(fields),
                fields.flag("retired")));
    }

    private static MapKind language(Link.Kind kind) {
        return switch (kind) {
            case NON_HISTORIZED -> Language.NON_HISTORIZED_LINK;
            case SAME_AS -> Language.SAME_AS_LINK;
            case RELATIONSHIP, HIERARCHICAL -> Language.LINK;
        };
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
            if (participant.isPresent() && source.isPresent() && !fields.flag("retired")) {
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
            source.flatMap(known -> childKeyType(known, column, fields))
                    .ifPresent(type -> columns.add(new DependentChildKey(column.text(), type)));
        }
        return columns;
    }

    /** What stands in a non-historized link's own rows. */
    private List<String> columns(Fields fields, Optional<SourceDraft> source) {
        List<String> columns = new ArrayList<>();
        List<String> childKey = fields.strings("dependent_child_key");
        for (Text column : fields.texts("columns")) {
            if (columns.contains(column.text()) || childKey.contains(column.text())) {
                diagnostics.error(
                        "duplicate_name",
                        column.position(),
                        Fields.sentence(fields.what()) + " names the column \"" + column.text() + "\" twice"
                                + (childKey.contains(column.text()) ? ": it is in \"dependent_child_key\" too." : "."));
                continue;
            }
            if (source.isPresent() && !fields.flag("retired") && !source.get().mayHaveColumn(column.text())) {
                diagnostics.error(
                        "unknown_column",
                        column.position(),
                        Fields.sentence(fields.what()) + " names \"" + column.text()
                                + "\", which is no column of source \""
                                + source.get().name() + "\".",
                        Suggestions.hint(column.text(), source.get().columnNames()));
                continue;
            }
            columns.add(column.text());
        }
        return columns;
    }

    private Optional<DataType> childKeyType(SourceDraft source, Text column, Fields fields) {
        if (fields.flag("retired")) {
            // The source need not have the column any more: its type is the one that is recorded.
            return Optional.of(DataType.VARCHAR);
        }
        String what = fields.what();
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
