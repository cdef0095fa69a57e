package org.lierne.marts.trace;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.parsing.InvalidSqlException;
import org.lierne.loader.parsing.SqlParser;
import org.lierne.loader.parsing.TableReference;
import org.lierne.marts.mart.MartQueries;
import org.lierne.marts.mart.MartQuery;

/**
 * Which tables a mart reads, itself and by the marts that it reads.
 *
 * @param stored of the raw vault, and computed satellites, without their schema: for a view those whose rows it shows
 * @param derived what it reads of the business vault, with its schema
 */
record MartTables(Set<String> stored, Set<String> derived) {

    static MartTables of(Vault vault, VaultSchema schema, String mart) {
        Map<String, MartQuery> queries = new HashMap<>();
        MartQueries.of(vault, schema).forEach(query -> queries.put(query.name(), query));
        Set<String> marts = new LinkedHashSet<>();
        read(mart, queries, marts);
        MartTables tables = new MartTables(new TreeSet<>(), new TreeSet<>());
        try (SqlParser parser = new SqlParser()) {
            for (String name : marts) {
                for (TableReference table :
                        parser.query(queries.get(name).sql()).tables()) {
                    tables.add(table, vault, schema);
                }
            }
        } catch (InvalidSqlException impossible) {
            throw new IllegalStateException("a mart that was compiled is no query", impossible);
        }
        return tables;
    }

    private static void read(String mart, Map<String, MartQuery> queries, Set<String> marts) {
        if (marts.add(mart)) {
            queries.get(mart).reads().forEach(read -> read(read, queries, marts));
        }
    }

    private void add(TableReference table, Vault vault, VaultSchema schema) {
        String name = table.table().toLowerCase(Locale.ROOT);
        if (schema.find(name).filter(each -> each.kind() == Table.Kind.COMPUTED).isPresent()) {
            stored.add(name);
        } else if (table.schema().equalsIgnoreCase(Table.BUSINESS_VAULT)) {
            derived.add(table.schema().toLowerCase(Locale.ROOT) + "." + name);
        } else if (table.schema().equalsIgnoreCase(Table.RAW_VAULT)) {
            addStored(name, vault, schema);
        }
    }

    private void addStored(String name, Vault vault, VaultSchema schema) {
        List<String> tables = schema.stored().stream().map(Table::name).toList();
        tables.stream()
                .filter(each -> name.equals(each) || name.startsWith(each + "_"))
                .max(Comparator.comparing(String::length))
                .ifPresent(stored::add);
        // A reference table is a view of what its sources have said.
        tables.stream().filter(each -> each.startsWith(name + "_from_")).forEach(stored::add);
        vault.links().stream()
                .filter(link -> name.startsWith(Names.table(link) + "_"))
                .forEach(link -> vault.satellites().stream()
                        .filter(satellite -> satellite.parent().name().equals(link.name()))
                        .filter(MartTables::saysWhatIsInForce)
                        .forEach(satellite -> stored.add(Names.table(satellite))));
        vault.satellites().stream()
                .filter(satellite -> stored.contains(Names.table(satellite)))
                .map(Names::presence)
                .filter(tables::contains)
                .forEach(stored::add);
    }

    private static boolean saysWhatIsInForce(Satellite satellite) {
        return satellite instanceof EffectivitySatellite || satellite instanceof StatusSatellite;
    }
}
