package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;

/** Queries that show what a satellite holds with business keys in place of hash keys. */
final class SatelliteQueries {

    private SatelliteQueries() {}

    /** Key, valid from, valid to, payload. */
    static String history(Vault vault, VaultSchema schema, String name) {
        Satellite satellite = vault.satellite(name);
        return query(vault, schema, satellite, Names.history(satellite), "rows.load_date, rows.load_end_date", "");
    }

    /** Key, load date, payload, run. */
    static String stored(Vault vault, VaultSchema schema, String name) {
        Satellite satellite = vault.satellite(name);
        return query(vault, schema, satellite, Names.table(satellite), "rows.load_date", ", rows.run_id");
    }

    private static String query(
            Vault vault, VaultSchema schema, Satellite satellite, String from, String dates, String last) {
        List<String> keys = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        if (satellite.parent() instanceof Parent.OfHub ofHub) {
            join(vault.hub(ofHub.hub()), "hub", "rows." + Names.parentKey(satellite), keys, joins);
        } else {
            Link link = vault.link(satellite.parent().name());
            String key = Names.hashKey(link.name());
            joins.append(" join raw_vault.")
                    .append(Names.table(link))
                    .append(" as link on link.")
                    .append(key)
                    .append(" = rows.")
                    .append(key);
            keys.addAll(partsOf(vault, link, joins));
        }
        String payload = satellite instanceof DescriptiveSatellite descriptive
                ? schema.payload(descriptive).stream()
                        .map(column -> ", rows." + (column.equals(Source.RECORD_NUMBER) ? "record_number" : column))
                        .collect(Collectors.joining())
                : "";
        String sequence =
                vault.source(satellite.source()).sequenceColumn().isPresent() ? "rows.sequence nulls first, " : "";
        return "select " + String.join(", ", keys) + ", " + dates + payload + last + " from raw_vault." + from
                + " as rows" + joins + " left join audit.delivery using (delivery_id) order by "
                + String.join(", ", keys) + ", rows.load_date, " + sequence
                + "path, content_version, record_number, row_number";
    }

    /** The keys of a link's participants and its dependent child keys; joins the hubs. */
    static List<String> partsOf(Vault vault, Link link, StringBuilder joins) {
        List<String> keys = new ArrayList<>();
        for (Participant participant : link.connects()) {
            String key = "link." + Names.hashKey(participant.name());
            join(vault.hub(participant.hub()), "hub_" + participant.name(), key, keys, joins);
        }
        link.dependentChildKey().forEach(part -> keys.add("link." + part.name()));
        return keys;
    }

    private static void join(Hub hub, String alias, String key, List<String> keys, StringBuilder joins) {
        joins.append(" join raw_vault.")
                .append(Names.table(hub))
                .append(" as ")
                .append(alias)
                .append(" on ")
                .append(alias)
                .append('.')
                .append(Names.hashKey(hub.name()))
                .append(" = ")
                .append(key);
        hub.key().forEach(part -> keys.add(alias + "." + part.name()));
    }
}
