package org.lierne.core.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Naming;
import org.lierne.core.model.Naming.Own;
import org.lierne.core.model.Naming.Word;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Vault;

/** Finds the names under which hubs, links and satellites are stored, where a vault's metadata say others. */
final class StoredNames {

    /** Where tables of other names stand, so that the raw vault can show them under Lierne's. */
    static final String SCHEMA = "data_vault";

    private static final String KEY_ENDING = "_hk";

    private final Vault vault;
    private final Naming naming;

    StoredNames(Vault vault) {
        this.vault = vault;
        this.naming = vault.naming();
    }

    /** The table, with the names under which it is stored, if these are others. */
    Table of(Table table) {
        if (naming.equals(Naming.DEFAULT)) {
            return table;
        }
        return switch (table.kind()) {
            case HUB -> hub(table, vault.hub(table.construct()));
            case LINK, NON_HISTORIZED_LINK -> link(table, vault.link(table.construct()));
            case SATELLITE, EFFECTIVITY, MULTI_ACTIVE, NON_HISTORIZED_SATELLITE, STATUS ->
                satellite(table, vault.satellite(table.construct()));
            // What loads remember is Lierne's own, and references are read by their views.
            case REFERENCE, PRESENCE, TRACKING, BATCH, FIRST_SEEN, COMPUTED, SNAPSHOT, POINT_IN_TIME, BRIDGE -> table;
        };
    }

    private Table hub(Table table, Hub hub) {
        Own own = naming.hubs().getOrDefault(hub.name(), Own.NONE);
        return stored(table, Word.HUB, own, columns(table, Map.of()));
    }

    private Table link(Table table, Link link) {
        Own own = naming.links().getOrDefault(link.name(), Own.NONE);
        return stored(table, Word.LINK, own, columns(table, Map.of()));
    }

    private Table satellite(Table table, Satellite satellite) {
        Own own = naming.satellites().getOrDefault(satellite.name(), Own.NONE);
        Map<String, String> columns = new LinkedHashMap<>();
        if (table.columnNames().contains(Names.HASHDIFF)) {
            own.hashdiff()
                    .or(() -> naming.of(Word.HASHDIFF, satellite.name()))
                    .ifPresent(name -> columns.put(Names.HASHDIFF, name));
        }
        if (table.columnNames().contains(Names.parentKey(satellite))) {
            own.hashKey().ifPresent(name -> columns.put(Names.parentKey(satellite), name));
        }
        boolean ofLink = satellite.parent() instanceof Parent.OfLink;
        if (ofLink) {
            own.hashKey()
                    .ifPresent(
                            name -> columns.put(Names.hashKey(satellite.parent().name()), name));
        }
        return stored(table, Word.SATELLITE, own, columns(table, columns));
    }

    /** The names of a table's columns that differ, of which some are said for this table alone. */
    private Map<String, String> columns(Table table, Map<String, String> own) {
        Map<String, String> columns = new LinkedHashMap<>(own);
        for (TableColumn column : table.columns()) {
            technical(column).ifPresent(name -> columns.putIfAbsent(column.name(), name));
        }
        columns.entrySet().removeIf(column -> column.getKey().equals(column.getValue()));
        return columns;
    }

    private Optional<String> technical(TableColumn column) {
        if (column.name().equals(Names.LOAD_DATE)) {
            return naming.of(Word.LOAD_DATE, "");
        }
        if (column.name().equals(Names.RECORD_SOURCE)) {
            return naming.of(Word.RECORD_SOURCE, "");
        }
        if (!(column.type() instanceof ColumnType.Hash) || !column.name().endsWith(KEY_ENDING)) {
            return Optional.empty();
        }
        String name = column.name().substring(0, column.name().length() - KEY_ENDING.length());
        Own own = naming.hubs().getOrDefault(name, naming.links().getOrDefault(name, Own.NONE));
        return own.hashKey().or(() -> naming.of(Word.HASH_KEY, name));
    }

    private Table stored(Table table, Word word, Own own, Map<String, String> columns) {
        String said = own.table().or(() -> naming.of(word, table.construct())).orElse(table.name());
        int dot = said.indexOf('.');
        String name = said.substring(dot + 1);
        boolean differs = !name.equals(table.name()) || !columns.isEmpty() || naming.existing();
        String schema = dot > 0 ? said.substring(0, dot) : naming.schema().orElse(differs ? SCHEMA : Table.RAW_VAULT);
        if (schema.equals(Table.RAW_VAULT) && !differs) {
            return table;
        }
        return table.withStoredAs(Optional.of(new StoredAs(schema, name, columns, naming.existing())));
    }
}
