package org.lierne.core.erasure;

import java.util.List;
import java.util.Optional;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Keys;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/** A hub of which keys are erased, within a vault: what the parts of an erasure's plan share. */
record Scope(
        Vault vault, VaultSchema schema, Dialect dialect, Hub hub, SqlText text, Keys keys, HashColumns hashColumns) {

    static Scope of(Vault vault, VaultSchema schema, Dialect dialect, Hub hub) {
        return new Scope(
                vault,
                schema,
                dialect,
                hub,
                new SqlText(dialect),
                new Keys(vault, schema, dialect),
                new HashColumns(vault));
    }

    /** Whether a hash is made of the hub's key. */
    boolean isOfKey(HashColumns.Meaning meaning) {
        return meaning instanceof HashColumns.Meaning.OfHub of && of.hub().equals(hub.name())
                || meaning instanceof HashColumns.Meaning.OfLink link && links().contains(vault.link(link.link()));
    }

    /** The columns of all tables whose hashes stand for something. */
    List<HashColumns.Place> places(java.util.function.Predicate<HashColumns.Meaning> wanted) {
        return hashColumns.of(schema.tables(), wanted);
    }

    /** The links that connect the hub. */
    List<Link> links() {
        return vault.links().stream()
                .filter(link ->
                        link.connects().stream().anyMatch(each -> each.hub().equals(hub.name())))
                .toList();
    }

    /** The names under which a link connects the hub. */
    List<String> participants(Link link) {
        return link.connects().stream()
                .filter(each -> each.hub().equals(hub.name()))
                .map(Participant::name)
                .toList();
    }

    /** The source whose records the rows of a table came with. */
    Optional<String> sourceOf(Table table) {
        return switch (table.kind()) {
            case TRACKING, BATCH -> Optional.of(table.construct());
            case NON_HISTORIZED_LINK ->
                Optional.of(vault.link(table.construct()).source());
            case SATELLITE, EFFECTIVITY, MULTI_ACTIVE, NON_HISTORIZED_SATELLITE, STATUS, PRESENCE ->
                Optional.of(vault.satellite(table.construct()).source());
            case REFERENCE ->
                vault.reference(table.construct()).changes().stream()
                        .filter(changes -> Names.table(changes).equals(table.name()))
                        .map(Satellite::source)
                        .findFirst();
            default -> Optional.empty();
        };
    }

    /** The columns of a table that hold values, rather than hashes and ids. */
    static List<String> valueColumns(Table table) {
        return table.columns().stream()
                .filter(column -> column.type() instanceof ColumnType.Value)
                .map(TableColumn::name)
                .toList();
    }

    /** The column of the list of keys that has a part of the erased key itself. */
    static String was(String part) {
        return "_was_" + part;
    }

    /** What is erased of the records of a source. */
    Optional<ErasedColumns> erased(String source) {
        return ErasedColumns.ofSource(vault, hub, source);
    }
}
