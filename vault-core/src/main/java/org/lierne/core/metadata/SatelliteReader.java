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
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;

/** Reads satellites as far as each can be read by itself. */
final class SatelliteReader {

    private final Registry<Participant> participants;
    private final Registry<Link> links;
    private final Registry<SourceDraft> sources;
    private final Diagnostics diagnostics;
    private final Set<String> unsureSources = new HashSet<>();
    private boolean allUnsure;

    SatelliteReader(
            Registry<Participant> participants,
            Registry<Link> links,
            Registry<SourceDraft> sources,
            Diagnostics diagnostics) {
        this.participants = participants;
        this.links = links;
        this.sources = sources;
        this.diagnostics = diagnostics;
    }

    /**
     * Whether all that the source feeds could be read, so that its columns without a place are known.
     */
    boolean isSure(String source) {
        return !allUnsure && !unsureSources.contains(source);
    }

    Optional<SatelliteDraft> read(Declaration declaration) {
        Optional<SatelliteDraft> draft = draft(declaration);
        if (draft.isEmpty()) {
            noteUnsure(declaration.value());
        }
        return draft;
    }

    private void noteUnsure(Value value) {
        Optional<Text> from = value instanceof Value.Entries map
                ? map.find("from")
                        .map(Value.Entry::value)
                        .filter(Text.class::isInstance)
                        .map(Text.class::cast)
                : Optional.empty();
        from.map(Text::text).filter(sources::isDeclared).ifPresentOrElse(unsureSources::add, () -> allUnsure = true);
    }

    private Optional<SatelliteDraft> draft(Declaration declaration) {
        String name = declaration.name().text();
        String what = "satellite \"" + name + "\"";
        Optional<String> kind =
                Fields.kind(Language.SATELLITE_KINDS, "descriptive", what, declaration.value(), diagnostics);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        boolean effectivity = kind.get().equals("effectivity");
        Fields fields = Fields.read(
                language(kind.get()), what, declaration.name().position(), declaration.value(), diagnostics);
        Fields hashdiff = fields.map("hashdiff", Language.HASHDIFF);
        Optional<SourceDraft> source = fields.text("from").flatMap(from -> sources.resolve(from, what, diagnostics));
        Optional<Parent> parent = fields.text("of").flatMap(of -> parent(of, what));
        if (source.isEmpty() || parent.isEmpty() || fields.isRefused("columns") || fields.isRefused("sub_key")) {
            return Optional.empty();
        }
        if (fields.flag("retired")) {
            return retired(name, fields, kindOf(kind.get()), source.get(), parent.get(), hashdiff);
        }
        boolean carried = checkCarried(fields, source.get(), parent.get());
        boolean fits = (!effectivity || checkOfLink(fields, parent.get()))
                && (!kind.get().equals("multi_active")
                        || new SubKeys(diagnostics, links).check(fields, source.get(), parent.get()));
        if (kind.get().equals("status_tracking") && carried) {
            fits = new DeliveryKindReader(diagnostics)
                    .checkStatus(
                            fields,
                            source.get(),
                            parent.get(),
                            links.find(parent.get().name()));
        }
        if (kind.get().equals("record_tracking") && carried) {
            fits = RecordTrackings.check(fields, source.get(), diagnostics);
        }
        fields.text("effective_from").ifPresent(column -> checkEffectiveFrom(column, fields, source.get()));
        List<Text> columns = effectivity ? fields.texts("driving_key") : columns(fields, source.get());
        return carried && fits
                ? Optional.of(new SatelliteDraft(
                        name, fields, parent.get(), source.get(), kindOf(kind.get()), columns, hashdiff))
                : Optional.empty();
    }

    /** One that is kept as it is: its source need not have its keys and columns any more. */
    private Optional<SatelliteDraft> retired(
            String name, Fields fields, SatelliteDraft.Kind kind, SourceDraft source, Parent parent, Fields hashdiff) {
        boolean effectivity = kind == SatelliteDraft.Kind.EFFECTIVITY;
        if (effectivity && !checkOfLink(fields, parent)) {
            return Optional.empty();
        }
        boolean isOfColumns = kind == SatelliteDraft.Kind.DESCRIPTIVE || kind == SatelliteDraft.Kind.NON_HISTORIZED;
        if (isOfColumns && !fields.has("columns")) {
            reportRetiredWithoutColumns(fields, diagnostics);
            return Optional.empty();
        }
        List<Text> columns = effectivity ? fields.texts("driving_key") : columns(fields, source);
        return Optional.of(new SatelliteDraft(name, fields, parent, source, kind, columns, hashdiff));
    }

    static void reportRetiredWithoutColumns(Fields fields, Diagnostics diagnostics) {
        diagnostics.error(
                "retired_without_columns",
                fields.position(),
                Fields.sentence(fields.what()) + " is retired, and does not say which columns it keeps: what is"
                        + " left of its source is no longer its own.",
                "List under \"columns\" what its table has.");
    }

    private static MapKind language(String kind) {
        return switch (kindOf(kind)) {
            case EFFECTIVITY -> Language.EFFECTIVITY;
            case MULTI_ACTIVE -> Language.MULTI_ACTIVE;
            case NON_HISTORIZED -> Language.NON_HISTORIZED_SATELLITE;
            case STATUS -> Language.STATUS;
            case RECORD_TRACKING -> Language.RECORD_TRACKING;
            case DESCRIPTIVE -> Language.SATELLITE;
        };
    }

    private static SatelliteDraft.Kind kindOf(String word) {
        return switch (word) {
            case "effectivity" -> SatelliteDraft.Kind.EFFECTIVITY;
            case "multi_active" -> SatelliteDraft.Kind.MULTI_ACTIVE;
            case "non_historized" -> SatelliteDraft.Kind.NON_HISTORIZED;
            case "status_tracking" -> SatelliteDraft.Kind.STATUS;
            case "record_tracking" -> SatelliteDraft.Kind.RECORD_TRACKING;
            default -> SatelliteDraft.Kind.DESCRIPTIVE;
        };
    }

    private Optional<Parent> parent(Text of, String what) {
        String name = of.text();
        if (links.isDeclared(name)) {
            return Optional.of(new Parent.OfLink(name));
        }
        Optional<Participant> hub = participants.find(name);
        if (hub.isEmpty() && !participants.isIncomplete() && !links.isIncomplete()) {
            List<String> allowed = new ArrayList<>(participants.names());
            allowed.addAll(links.names());
            diagnostics.error(
                    "unknown_parent",
                    of.position(),
                    Fields.sentence(what) + " is \"of\" \"" + name + "\", which is no hub, role or link.",
                    Suggestions.hint(name, allowed));
        }
        return hub.map(participant -> new Parent.OfHub(participant.name(), participant.hub()));
    }

    private boolean checkCarried(Fields fields, SourceDraft source, Parent parent) {
        Position at = fields.text("of").orElseThrow().position();
        if (parent instanceof Parent.OfHub) {
            return LinkReader.checkCarried(source, parent.name(), at, fields.what(), diagnostics);
        }
        Optional<Link> link = links.find(parent.name());
        if (link.isEmpty()) {
            return true;
        }
        if (link.get().source().equals(source.name())) {
            return true;
        }
        diagnostics.error(
                "not_carried",
                at,
                Fields.sentence(fields.what()) + " is of link \"" + parent.name() + "\", which source \""
                        + link.get().source() + "\" states: the rows of source \"" + source.name()
                        + "\" carry no key of it.",
                "Declare a link from \"" + source.name() + "\" for it, or take the source \""
                        + link.get().source() + "\".");
        return false;
    }

    private boolean checkOfLink(Fields fields, Parent parent) {
        if (parent instanceof Parent.OfLink) {
            if (links.find(parent.name()).filter(Link::isNonHistorized).isEmpty()) {
                return true;
            }
            diagnostics.error(
                    "effectivity_of_event",
                    fields.text("of").orElseThrow().position(),
                    Fields.sentence(fields.what()) + " is an effectivity satellite, but link \"" + parent.name()
                            + "\" is non-historized: what happened once does not end.",
                    "Take it out, or take \"kind: non_historized\" out of the link.");
            return false;
        }
        diagnostics.error(
                "effectivity_of_hub",
                fields.text("of").orElseThrow().position(),
                Fields.sentence(fields.what()) + " is an effectivity satellite, but \"" + parent.name()
                        + "\" is no link: only a relationship begins and ends.",
                "Allowed: " + Suggestions.list(links.names()) + ".");
        return false;
    }

    private void checkEffectiveFrom(Text column, Fields fields, SourceDraft source) {
        if (!source.mayHaveColumn(column.text())) {
            diagnostics.error(
                    "unknown_column",
                    column.position(),
                    "\"effective_from\" of " + fields.what() + " names \"" + column.text()
                            + "\", which is no column of source \"" + source.name() + "\".",
                    Suggestions.hint(column.text(), source.columnNames()));
            unsureSources.add(source.name());
            return;
        }
        boolean isTime = source.typeOf(column.text())
                .map(DataType::kind)
                .filter(kind -> kind != DataType.Kind.DATE && kind != DataType.Kind.TIMESTAMP)
                .isEmpty();
        if (!isTime) {
            diagnostics.error(
                    "effective_from_no_time",
                    column.position(),
                    "\"effective_from\" of " + fields.what() + " names \"" + column.text()
                            + "\", which is no date or timestamp, so that it does not say since when anything holds.",
                    "Read the column as date or timestamp.");
        }
    }

    private List<Text> columns(Fields fields, SourceDraft source) {
        List<Text> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Text column : fields.texts("columns")) {
            if (!names.add(column.text())) {
                diagnostics.error(
                        "duplicate_name",
                        column.position(),
                        Fields.sentence(fields.what()) + " names the column \"" + column.text() + "\" twice.");
                continue;
            }
            if (!fields.flag("retired") && !source.mayHaveColumn(column.text())) {
                diagnostics.error(
                        "unknown_column",
                        column.position(),
                        Fields.sentence(fields.what()) + " names \"" + column.text()
                                + "\", which is no column of source \"" + source.name() + "\".",
                        Suggestions.hint(column.text(), source.columnNames()));
                unsureSources.add(source.name());
            }
            columns.add(column);
        }
        return columns;
    }
}
