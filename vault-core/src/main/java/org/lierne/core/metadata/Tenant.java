package org.lierne.core.metadata;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lierne.core.metadata.Value.Entries;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.Column;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Source;

/**
 * The column that begins every hub's key, so that equal keys of two tenants never meet. To all that follows it is a part
 * of the business key like any other: nothing else needs to know of tenants.
 *
 * @param column its name in every source that carries keys; empty where the vault has no tenants
 */
record Tenant(Optional<String> column) {

    /** What {@code vault.yml} says. */
    static Tenant of(Optional<Value> settings, Diagnostics diagnostics) {
        Optional<Text> name = settings.filter(Entries.class::isInstance)
                .flatMap(map -> ((Entries) map).find("tenant"))
                .map(Entry::value)
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .filter(text -> !text.isEmpty() && Names.checkColumn(text, diagnostics));
        return new Tenant(name.map(Text::text));
    }

    /**
     * Refuses tenants in the profiles of other packages, where a key that has some of its parts is a key: with a tenant,
     * no key would ever be missing. A key that lists the tenant says so by itself.
     */
    void checkProfile(Hashing.Profile profile, Optional<Value> settings, Diagnostics diagnostics) {
        if (column.isPresent() && profile != Hashing.Profile.LIERNE) {
            diagnostics.error(
                    "tenant_in_every_key",
                    settings.orElseThrow().position(),
                    "The profile \"" + profile.name().toLowerCase(Locale.ROOT)
                            + "\" takes a key that lacks some of its parts for a key; since each begins with the tenant,"
                            + " none would ever be missing.",
                    "Take out \"tenant\", and list the column in each hub's key, as in \"order: [" + column.get()
                            + ", order_id]\": so the package hashes it, too.");
        }
    }

    /** A hub's key with the tenant before the columns that the metadata lists. */
    List<KeyColumn> before(List<KeyColumn> key) {
        return Stream.concat(
                        column.map(name -> new KeyColumn(name, DataType.VARCHAR, Cleaning.NONE)).stream(), key.stream())
                .toList();
    }

    /** The columns of a hub's key that a source lists: those behind the tenant. */
    List<KeyColumn> behind(List<KeyColumn> key) {
        return column.isPresent() ? key.subList(1, key.size()) : key;
    }

    /** The columns by which a row carries a key, with the tenant's before those that the source lists. */
    List<String> beforeColumns(List<String> columns) {
        return Stream.concat(column.stream(), columns.stream()).toList();
    }

    /**
     * A source whose rows carry keys, with what follows from that each begins with the tenant: a record without it is
     * rejected, and the tenant tells rows apart, too, where no key does.
     */
    Source in(Source source, Set<String> keyNames) {
        if (column.isEmpty() || keyNames.isEmpty()) {
            return source;
        }
        Set<String> required = new LinkedHashSet<>(source.required());
        required.add(column.get());
        boolean bySomeKey = source.oneRowPer().stream().anyMatch(keyNames::contains);
        List<String> oneRowPer = source.oneRowPer();
        if (!oneRowPer.isEmpty() && !bySomeKey && !oneRowPer.contains(column.get())) {
            oneRowPer = beforeColumns(oneRowPer);
        }
        return source.withRequired(required).withOneRowPer(oneRowPer);
    }

    /** Checks that the rows of a source that carry keys have the tenant, and that a full delivery says whose it is. */
    void check(SourceDraft source, Diagnostics diagnostics) {
        if (column.isEmpty() || source.keyNames().isEmpty()) {
            return;
        }
        String name = column.get();
        Fields fields = source.fields();
        if (!source.mayHaveColumn(name)) {
            diagnostics.error(
                    "no_tenant",
                    fields.at("keys"),
                    Fields.sentence(fields.what()) + " carries keys, but lacks the column \"" + name
                            + "\", with which every key begins (\"tenant\" in vault.yml).",
                    "Add it to \"columns\": from the header, from the path (\"{" + name
                            + "}\" in \"files\"), or with \"value\".");
            return;
        }
        if (source.typeOf(name)
                .filter(type -> type.kind() == DataType.Kind.DOUBLE)
                .isPresent()) {
            diagnostics.error(
                    "double_key",
                    fields.at("columns"),
                    "The tenant \"" + name + "\" of " + fields.what()
                            + " is a double; doubles that look equal differ, so they make no key.",
                    "Read the column as varchar, bigint or decimal(p,s).");
        }
        boolean perFile = source.column(name)
                .filter(known -> known.origin() instanceof Column.Origin.Path)
                .isPresent();
        boolean everything = source.source()
                .full()
                .filter(full -> !full.within().contains(name))
                .isPresent();
        if (perFile && everything) {
            diagnostics.warning(
                    "tenant_outside_scope",
                    Optional.of(fields.at("delivery")),
                    "A file of " + fields.what() + " is of one tenant, but taken for everything of all: a day on which"
                            + " another tenant delivers nothing would delete the keys of that one.",
                    "Say so: delivery: { kind: full, within: " + name + " }.");
        }
    }
}
