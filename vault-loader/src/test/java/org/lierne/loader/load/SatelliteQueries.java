package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.List;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;

/** Queries that show what a satellite or link holds, with business keys in place of hash keys. */
final class SatelliteQueries {

    private final Vault vault;
    private final VaultSchema schema;

    SatelliteQueries(Vault vault, VaultSchema schema) {
        this.vault = vault;
        this.schema = schema;
    }

    /** Key, valid from, of change records the place, status, valid to. */
    String status(String name) {
        Satellite satellite = vault.satellite(name);
        List<String> columns = new ArrayList<>(List.of("rows.load_date"));
        if (vault.source(satellite.source()).changeRecords().isPresent()) {
            columns.addAll(List.of("path", "content_version", "rows.record_number"));
        }
        columns.addAll(List.of("rows.status", "rows.load_end_date"));
        return query(satellite, Table.RAW_VAULT + "." + Names.history(satellite), columns);
    }

    /** Key, valid from, valid to, payload. */
    String history(String name) {
        Satellite satellite = vault.satellite(name);
        List<String> columns = new ArrayList<>(List.of("rows.load_date", "rows.load_end_date"));
        columns.addAll(payload(satellite));
        return query(satellite, Table.RAW_VAULT + "." + Names.history(satellite), columns);
    }

    /** Key, load date, payload, run. */
    String stored(String name) {
        Satellite satellite = vault.satellite(name);
        List<String> columns = new ArrayList<>(List.of("rows.load_date"));
        columns.addAll(payload(satellite));
        columns.add("rows.run_id");
        return query(satellite, Table.RAW_VAULT + "." + Names.table(satellite), columns);
    }

    /** Key, load date, path, content version and record number of the delivery, payload, valid to. */
    String placedHistory(Satellite satellite) {
        List<String> columns = placed(satellite);
        columns.add("rows.load_end_date");
        return query(satellite, Table.RAW_VAULT + "." + Names.history(satellite), columns);
    }

    /** Key, load date, path, content version and record number of the delivery, payload, run; no ghost records. */
    String placedRows(Satellite satellite) {
        List<String> columns = placed(satellite);
        columns.add("rows.run_id");
        return query(satellite, "(from raw_vault." + Names.table(satellite) + " where run_id > 0)", columns);
    }

    /**
     * Of a record tracking satellite: key, load date, path and content version of the delivery; of full deliveries within
     * a scope that; number of rows; of change records whether the last one deletes.
     */
    String seen(String name) {
        Satellite satellite = vault.satellite(name);
        StringBuilder joins = new StringBuilder();
        List<String> columns = new ArrayList<>(keys(satellite, joins));
        columns.addAll(List.of("rows.load_date", "path", "content_version"));
        Source source = vault.source(satellite.source());
        Names.scope(source).forEach(column -> columns.add("rows." + column));
        columns.add("rows.rows_tracked");
        source.changeRecords().ifPresent(any -> columns.add("rows.is_deleted"));
        return "select " + String.join(", ", columns) + " from raw_vault." + Names.table(satellite) + " as rows" + joins
                + " join audit.delivery using (delivery_id)";
    }

    private List<String> placed(Satellite satellite) {
        List<String> columns =
                new ArrayList<>(List.of("rows.load_date", "path", "content_version", "rows.record_number"));
        columns.addAll(payload(satellite));
        return columns;
    }

    /** The business keys and dependent child keys of a link's rows in a table or view. */
    String links(Link link, String from) {
        StringBuilder joins = new StringBuilder();
        String keys = String.join(", ", partsOf(link, joins));
        return "select " + keys + " from raw_vault." + from + " as link" + joins;
    }

    /** The business keys of a link, and the earliest load date known. */
    String firstSeen(Link link) {
        StringBuilder joins = new StringBuilder();
        String keys = String.join(", ", partsOf(link, joins));
        return "select " + keys + ", "
                + earliest("link", Names.firstSeen(link), Names.hashKey(link.name()))
                + " from raw_vault." + Names.table(link) + " as link" + joins;
    }

    /** The business keys of a hub without zero keys, and the earliest load date known. */
    String firstSeen(Hub hub) {
        List<String> keys = hub.key().stream().map(part -> "hub." + part.name()).toList();
        return "select " + String.join(", ", keys) + ", "
                + earliest("hub", Names.firstSeen(hub), Names.hashKey(hub.name()))
                + " from raw_vault." + Names.table(hub) + " as hub where run_id > 0";
    }

    private static String earliest(String alias, String firstSeen, String key) {
        return "least(" + alias + ".load_date, (select min(seen.load_date) from raw_vault." + firstSeen
                + " as seen where seen." + key + " = " + alias + "." + key + "))";
    }

    private String query(Satellite satellite, String from, List<String> columns) {
        StringBuilder joins = new StringBuilder();
        List<String> keys = keys(satellite, joins);
        boolean hasSequence = schema.table(Names.table(satellite)).columnNames().contains(Names.SEQUENCE);
        String sequence = hasSequence ? "rows.sequence nulls first, " : "";
        return "select " + String.join(", ", keys) + ", " + String.join(", ", columns) + " from " + from
                + " as rows" + joins + " left join audit.delivery using (delivery_id) order by "
                + String.join(", ", keys) + ", rows.load_date, " + sequence
                + "path, content_version, rows.record_number, rows.row_number";
    }

    private List<String> keys(Satellite satellite, StringBuilder joins) {
        if (satellite.parent() instanceof Parent.OfHub ofHub) {
            List<String> keys = new ArrayList<>();
            join(vault.hub(ofHub.hub()), "hub", "rows." + Names.parentKey(satellite), keys, joins);
            return keys;
        }
        Link link = vault.link(satellite.parent().name());
        String key = Names.hashKey(link.name());
        joins.append(" join raw_vault.%s as link on link.%s = rows.%s".formatted(Names.table(link), key, key));
        return partsOf(link, joins);
    }

    private List<String> payload(Satellite satellite) {
        return schema.payload(satellite).stream()
                .map(column -> "rows." + (column.equals(Source.RECORD_NUMBER) ? Names.RECORD_NUMBER : column))
                .toList();
    }

    private List<String> partsOf(Link link, StringBuilder joins) {
        List<String> keys = new ArrayList<>();
        for (Participant participant : link.connects()) {
            String key = "link." + Names.hashKey(participant.name());
            join(vault.hub(participant.hub()), "hub_" + participant.name(), key, keys, joins);
        }
        link.dependentChildKey().forEach(part -> keys.add("link." + part.name()));
        return keys;
    }

    private static void join(Hub hub, String alias, String key, List<String> keys, StringBuilder joins) {
        joins.append(" join raw_vault.%s as %s on %s.%s = %s"
                .formatted(Names.table(hub), alias, alias, Names.hashKey(hub.name()), key));
        hub.key().forEach(part -> keys.add(alias + "." + part.name()));
    }
}
