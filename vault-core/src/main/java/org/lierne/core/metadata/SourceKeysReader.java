package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.lierne.core.metadata.Value.Entries;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Items;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Source.KeyUse;

/** Reads which hubs a source's rows identify, and by which columns. */
final class SourceKeysReader {

    private final Registry<Hub> hubs;
    private final Registry<Participant> participants;
    private final Predicate<String> mayFeedReference;
    private final Tenant tenant;
    private final Diagnostics diagnostics;

    /** @param mayFeedReference whether a reference table is, or may be, fed by the source of that name */
    SourceKeysReader(
            Registry<Hub> hubs,
            Registry<Participant> participants,
            Predicate<String> mayFeedReference,
            Tenant tenant,
            Diagnostics diagnostics) {
        this.tenant = tenant;
        this.mayFeedReference = mayFeedReference;
        this.hubs = hubs;
        this.participants = participants;
        this.diagnostics = diagnostics;
    }

    /** The draft with its keys. */
    SourceDraft read(SourceDraft draft) {
        Fields fields = draft.fields();
        List<KeyUse> keys = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : entries(fields)) {
            Text name = entry.key();
            if (!names.add(name.text())) {
                diagnostics.error(
                        "duplicate_key",
                        name.position(),
                        "The keys of " + fields.what() + " name \"" + name.text() + "\" twice.",
                        "A hub that is twice in a row has a role: declare \"roles\" on the hub, and give each its"
                                + " columns.");
                continue;
            }
            keyUse(draft, name, Fields.texts(entry.value())).ifPresent(use -> {
                checkOwnColumn(use, entry, keys, fields);
                keys.add(use);
            });
        }
        boolean lacking = !fields.has("keys") && !mayFeedReference.test(draft.name());
        if (lacking) {
            diagnostics.error(
                    "missing_key",
                    fields.position(),
                    Fields.sentence(fields.what()) + " lacks the key \"keys\".",
                    "Meaning: the hubs, or roles, that a row identifies, and by which columns.");
        }
        boolean unsure = lacking || fields.isRefused("keys");
        SourceDraft read = new SourceDraft(
                tenant.in(draft.source().withKeys(keys), names),
                fields,
                draft.unsureColumns(),
                draft.columnsUnsure(),
                names,
                unsure,
                draft.track());
        tenant.check(read, diagnostics);
        return read;
    }

    private static List<Entry> entries(Fields fields) {
        Optional<Value> keys = fields.value("keys");
        if (keys.isPresent() && keys.get() instanceof Entries map) {
            return map.entries();
        }
        return fields.texts("keys").stream()
                .map(text -> new Entry(text, new Items(List.of(), text.position())))
                .toList();
    }

    /** A role without columns of its own takes the hub's, which may be those of another role, or of the hub itself. */
    private void checkOwnColumn(KeyUse use, Entry entry, List<KeyUse> before, Fields fields) {
        Optional<KeyUse> same = before.stream()
                .filter(other ->
                        other.hub().equals(use.hub()) && other.columns().equals(use.columns()))
                .findFirst();
        boolean given = Fields.texts(entry.value()).stream().anyMatch(column -> !column.isEmpty());
        if (same.isEmpty() || given) {
            return;
        }
        String columns = Suggestions.quoted(use.columns());
        diagnostics.warning(
                "same_key_twice",
                Optional.of(entry.key().position()),
                "The keys \"" + same.get().name() + "\" and \"" + use.name() + "\" of " + fields.what()
                        + " are both read from " + columns + ", so that they are always the same.",
                "Give each its columns: keys: { " + same.get().name() + ": "
                        + same.get().columns().get(0) + ", " + use.name() + ": another_column }.");
    }

    private Optional<KeyUse> keyUse(SourceDraft draft, Text name, List<Text> columns) {
        Optional<Participant> participant =
                participants.resolve(name, "\"keys\" of " + draft.fields().what(), diagnostics);
        Optional<Hub> hub = participant.flatMap(known -> hubs.find(known.hub()));
        if (hub.isEmpty()) {
            return Optional.empty();
        }
        List<Text> given = columns.stream().filter(column -> !column.isEmpty()).toList();
        List<KeyColumn> key = tenant.behind(hub.get().key());
        List<Text> used = given.isEmpty()
                ? key.stream()
                        .map(column -> Text.of(column.name(), name.position()))
                        .toList()
                : given;
        if (used.size() != key.size()) {
            diagnostics.error(
                    "key_columns",
                    name.position(),
                    "The key \"" + name.text() + "\" of " + draft.fields().what() + " has " + used.size()
                            + " columns, but hub \"" + hub.get().name() + "\" has " + key.size() + ": "
                            + Suggestions.quoted(
                                    key.stream().map(KeyColumn::name).toList()) + ".",
                    "List as many columns, in the order of the hub's key.");
            return Optional.empty();
        }
        boolean known = true;
        for (int i = 0; i < key.size(); i++) {
            known &= checkColumn(draft, name, used.get(i), key.get(i), !given.isEmpty());
        }
        return known
                ? Optional.of(new KeyUse(
                        name.text(),
                        hub.get().name(),
                        tenant.beforeColumns(used.stream().map(Text::text).toList())))
                : Optional.empty();
    }

    /** Whether the source has the column. */
    private boolean checkColumn(SourceDraft draft, Text key, Text column, KeyColumn keyColumn, boolean given) {
        String what = "key \"" + key.text() + "\" of " + draft.fields().what();
        if (!draft.mayHaveColumn(column.text())) {
            String mapForm =
                    given ? "" : " If it has another name there, write keys: { " + key.text() + ": that_name }.";
            diagnostics.error(
                    "unknown_column",
                    column.position(),
                    Fields.sentence(what) + " needs the column \"" + column.text()
                            + "\", which the source does not have.",
                    Suggestions.hint(column.text(), draft.columnNames()) + mapForm);
            return false;
        }
        Optional<DataType> type = draft.typeOf(column.text());
        if (type.isEmpty()) {
            return true;
        }
        if (type.get().kind() == DataType.Kind.DOUBLE) {
            diagnostics.error(
                    "double_key",
                    column.position(),
                    Fields.sentence(what) + " uses \"" + column.text()
                            + "\", which is a double; doubles that look equal differ, so they make no key.",
                    "Read the column as decimal(p,s), bigint or varchar.");
            return true;
        }
        if (!Conversions.isLossless(type.get(), keyColumn.type())) {
            diagnostics.error(
                    "type_mismatch",
                    column.position(),
                    Fields.sentence(what) + " reads \"" + column.text() + "\" as " + type.get()
                            + ", but the hub keeps \"" + keyColumn.name() + "\" as " + keyColumn.type()
                            + ", and not every value fits.",
                    "Read the column as " + keyColumn.type() + ", or let the hub keep a wider type.");
        }
        return true;
    }
}
