package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.model.Column;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/**
 * The columns of sources that are declared to have had another name ({@code was: old_name}), in the tables that the
 * source feeds. One is renamed where the table has the old name, and is to have the new one instead.
 *
 * @param changes the renames of columns
 * @param schema the recorded tables after these changes
 * @param refusals renames that cannot be made
 */
record ColumnRenames(List<SchemaChange> changes, VaultSchema schema, List<SchemaFinding> refusals) {

    static ColumnRenames of(VaultSchema recorded, VaultSchema described, Vault vault) {
        Map<String, Source> sources = sourcesByTable(vault);
        ColumnRenames renames = new ColumnRenames(new ArrayList<>(), recorded, new ArrayList<>());
        List<Table> tables = new ArrayList<>();
        for (Table table : recorded.tables()) {
            Source source = sources.get(table.name());
            Table now = described.find(table.name()).orElse(table);
            tables.add(source == null ? table : renames.renamed(table, now, formerNames(source), vault));
        }
        return new ColumnRenames(renames.changes, new VaultSchema(recorded.hashing(), tables), renames.refusals);
    }

    private static Map<String, String> formerNames(Source source) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Column column : source.columns()) {
            column.was().ifPresent(was -> names.put(was, column.name()));
        }
        return names;
    }

    private static Map<String, Source> sourcesByTable(Vault vault) {
        Map<String, Source> sources = new HashMap<>();
        for (Source source : vault.sources()) {
            vault.linksOf(source).forEach(link -> sources.put(Names.table(link), source));
            vault.satellitesOf(source).forEach(satellite -> {
                sources.put(Names.table(satellite), source);
                sources.put(Names.presence(satellite), source);
            });
            for (String table : List.of(
                    Names.tracking(source),
                    Names.retracked(source),
                    Names.batch(source),
                    Names.seen(source),
                    Names.judgement(source))) {
                sources.put(table, source);
            }
        }
        return sources;
    }

    private Table renamed(Table before, Table now, Map<String, String> names, Vault vault) {
        Map<String, String> due = new LinkedHashMap<>();
        List<String> had = before.columnNames();
        List<String> has = now.columnNames();
        names.forEach((was, name) -> {
            if (had.contains(was) && !had.contains(name) && has.contains(name) && !has.contains(was)) {
                due.put(was, name);
            }
        });
        if (due.isEmpty()) {
            return before;
        }
        if (vault.hashing().profile() != Hashing.Profile.LIERNE && before.isOfSatellite()) {
            refusals.add(hashedInOrderOfNames(before, due));
            return before;
        }
        List<TableColumn> columns = new ArrayList<>();
        for (TableColumn column : before.columns()) {
            String name = due.getOrDefault(column.name(), column.name());
            if (!name.equals(column.name())) {
                changes.add(new SchemaChange.RenameColumn(before.name(), before.storedColumn(column.name()), name));
            }
            columns.add(new TableColumn(name, column.type(), column.nullable()));
        }
        String identity = identity(before.identity(), due);
        return new Table(
                before.kind(),
                before.name(),
                before.construct(),
                identity.equals(now.identity()) ? identity : before.identity(),
                columns,
                before.storedAs());
    }

    /** A dependent child key or a sub key is named in what the rows' keys are made from. */
    private static String identity(String identity, Map<String, String> names) {
        String renamed = identity;
        for (Map.Entry<String, String> name : names.entrySet()) {
            renamed = renamed.replaceAll(
                    "\\b" + Pattern.quote(name.getKey()) + "\\b", Matcher.quoteReplacement(name.getValue()));
        }
        return renamed;
    }

    private static SchemaFinding hashedInOrderOfNames(Table table, Map<String, String> names) {
        return new SchemaFinding(
                "rename_changes_hashdiff",
                "The columns " + String.join(", ", names.keySet()) + " of " + Findings.subject(table) + " \""
                        + table.construct() + "\" have another name now, and this hashing profile hashes columns in the"
                        + " order of their names: every row would seem to change. Nothing was changed.",
                "Keep the name of the column, and say its header with \"from\".",
                SchemaFinding.subjectOf(table),
                table.construct());
    }
}
