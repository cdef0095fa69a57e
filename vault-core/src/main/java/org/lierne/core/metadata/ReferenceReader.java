package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Reference;

/** Reads reference tables. */
final class ReferenceReader {

    /** Such a satellite has a name of its own only in messages and in the placement of columns. */
    private final Registry<SourceDraft> sources;

    private final Registry<Participant> participants;
    private final List<String> links;
    private final Diagnostics diagnostics;

    ReferenceReader(
            Registry<SourceDraft> sources,
            Registry<Participant> participants,
            List<String> links,
            Diagnostics diagnostics) {
        this.sources = sources;
        this.participants = participants;
        this.links = links;
        this.diagnostics = diagnostics;
    }

    /**
     * A reference whose columns are not all known yet.
     *
     * @param drafts one per source, in order
     */
    record Draft(String name, Fields fields, List<String> key, List<SatelliteDraft> drafts) {
        boolean takesRest() {
            return !fields.has("columns");
        }

        Reference keeping(List<String> columns) {
            return new Reference(
                    name,
                    fields.description(),
                    key,
                    drafts.stream().map(draft -> draft.source().name()).toList(),
                    columns,
                    fields.flag("history"),
                    fields.text("was").map(Text::text),
                    fields.flag("retired"));
        }

        Optional<String> was() {
            return fields.text("was").map(Text::text);
        }

        List<String> columns() {
            return fields.strings("columns");
        }
    }

    /** The names of the sources that references are declared to be from. */
    static Set<String> sourcesOf(List<Declaration> declared) {
        Set<String> names = new HashSet<>();
        for (Declaration declaration : declared) {
            if (declaration.value() instanceof Value.Entries map) {
                map.find("from").ifPresent(from -> Fields.texts(from.value()).forEach(name -> names.add(name.text())));
            }
        }
        return names;
    }

    Optional<Draft> read(Declaration declaration) {
        String name = declaration.name().text();
        String what = "reference \"" + name + "\"";
        Fields fields =
                Fields.read(Language.REFERENCE, what, declaration.name().position(), declaration.value(), diagnostics);
        String table = new Parent.OfReference(name).name();
        if (participants.isDeclared(table) || links.contains(table)) {
            diagnostics.error(
                    "duplicate_name",
                    declaration.name().position(),
                    Fields.sentence(what) + " would have the hash key of \"" + table
                            + "\", which is a hub, role or link.",
                    "Call one of them otherwise.");
        }
        List<Text> from = fields.texts("from");
        List<SourceDraft> fed = new ArrayList<>();
        from.forEach(source -> sources.resolve(source, what, diagnostics).ifPresent(fed::add));
        if (fed.isEmpty() || fed.size() < from.size() || fields.texts("key").isEmpty() || fields.isRefused("columns")) {
            return Optional.empty();
        }
        boolean whole = checkFrom(fields, from) && checkRetired(fields);
        List<Text> columns = new ArrayList<>(fields.texts("key"));
        columns.addAll(fields.texts("columns"));
        whole = checkColumns(fields, fed, columns) && whole;
        if (!whole) {
            return Optional.empty();
        }
        List<SatelliteDraft> drafts = fed.stream()
                .map(source -> new SatelliteDraft(
                        name,
                        fields,
                        new Parent.OfReference(name),
                        source,
                        SatelliteDraft.Kind.DESCRIPTIVE,
                        columns,
                        fields.map("hashdiff", Language.HASHDIFF)))
                .toList();
        return Optional.of(new Draft(name, fields, fields.strings("key"), drafts));
    }

    private boolean checkFrom(Fields fields, List<Text> from) {
        Set<String> names = new LinkedHashSet<>();
        for (Text source : from) {
            if (!names.add(source.text())) {
                diagnostics.error(
                        "duplicate_name",
                        source.position(),
                        Fields.sentence(fields.what()) + " is \"from\" source \"" + source.text() + "\" twice.");
                return false;
            }
        }
        if (from.size() > 1 && !fields.has("columns")) {
            diagnostics.error(
                    "missing_key",
                    fields.at("from"),
                    Fields.sentence(fields.what()) + " is from several sources, and lacks the key \"columns\".",
                    "Say which columns it takes from each of them.");
            return false;
        }
        return true;
    }

    private boolean checkRetired(Fields fields) {
        if (!fields.flag("retired") || fields.has("columns")) {
            return true;
        }
        SatelliteReader.reportRetiredWithoutColumns(fields, diagnostics);
        return false;
    }

    private boolean checkColumns(Fields fields, List<SourceDraft> fed, List<Text> columns) {
        Set<String> names = new HashSet<>();
        boolean whole = true;
        for (Text column : columns) {
            if (!names.add(column.text())) {
                diagnostics.error(
                        "duplicate_name",
                        column.position(),
                        Fields.sentence(fields.what()) + " names the column \"" + column.text() + "\" twice.");
                whole = false;
                continue;
            }
            for (SourceDraft source : fields.flag("retired") ? List.<SourceDraft>of() : fed) {
                whole = checkColumn(fields, fed.get(0), source, column) && whole;
            }
        }
        return whole;
    }

    private boolean checkColumn(Fields fields, SourceDraft first, SourceDraft source, Text column) {
        if (!source.mayHaveColumn(column.text())) {
            diagnostics.error(
                    "unknown_column",
                    column.position(),
                    Fields.sentence(fields.what()) + " names \"" + column.text() + "\", which is no column of source \""
                            + source.name() + "\".",
                    Suggestions.hint(column.text(), source.columnNames()));
            return false;
        }
        Optional<DataType> type = source.typeOf(column.text());
        Optional<DataType> expected = first.typeOf(column.text());
        boolean isKey = fields.strings("key").contains(column.text());
        if (isKey && type.filter(each -> each.kind() == DataType.Kind.DOUBLE).isPresent()) {
            diagnostics.error(
                    "double_key",
                    column.position(),
                    "\"key\" of " + fields.what() + " names \"" + column.text()
                            + "\", which is a double; doubles that look equal differ, so they make no key.",
                    "Read the column as decimal(p,s), bigint or varchar.");
            return false;
        }
        if (type.isPresent() && expected.isPresent() && !type.equals(expected)) {
            diagnostics.error(
                    "type_mismatch",
                    column.position(),
                    Fields.sentence(fields.what()) + " takes \"" + column.text() + "\" from source \"" + first.name()
                            + "\" as " + expected.get() + ", and from source \"" + source.name() + "\" as "
                            + type.get() + ".",
                    "Read it as the same type in both.");
            return false;
        }
        return true;
    }
}
