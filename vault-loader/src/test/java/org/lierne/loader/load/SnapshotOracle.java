package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lierne.core.model.Bridge;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.PointInTime;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.BusinessVaultTables;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.DuckDbDialect;

/**
 * What derived tables have to show at a date, from their definition: a copy of the raw vault of which rows with a later
 * load date are left out, and the views over it that tell what holds now.
 */
final class SnapshotOracle {

    private static final String ZERO = "'00000000-0000-0000-0000-000000000000'::uuid";

    private static final Map<String, String> GHOST =
            Map.of("load_date", "timestamp '1900-01-01'", "delivery_id", ZERO, "record_number", "0", "row_number", "0");

    private final Project project;
    private final Vault vault;

    /** @param date the snapshot date, as a timestamp's text */
    SnapshotOracle(Project project, String date) {
        this.project = project;
        this.vault = project.vault();
        project.execute("drop schema if exists as_of cascade");
        project.execute("create schema as_of");
        for (Table table : project.schema().tables()) {
            if (table.schema().equals(Table.RAW_VAULT)) {
                project.execute("create table as_of." + table.name() + " as select * from raw_vault." + table.name()
                        + " where " + condition(table, date));
            }
        }
        new Views(vault, project.schema(), DuckDbDialect.INSTANCE)
                .statements()
                .forEach(view -> project.execute(view.sql().replace("raw_vault.", "as_of.")));
    }

    private static String condition(Table table, String date) {
        String upToDate = "load_date <= timestamp '" + date + "'";
        String key = table.columns().get(0).name();
        return switch (table.kind()) {
            // Which content of a path counts is as known now.
            case BATCH -> table.columnNames().contains("path") ? "true" : upToDate;
            case HUB, LINK, NON_HISTORIZED_LINK ->
                upToDate + " or " + key + " in (select " + key + " from raw_vault.first_seen_" + table.name()
                        + " where " + upToDate + ")";
            default -> upToDate;
        };
    }

    /** Rows of a point-in-time table, without date and run. */
    List<String> pointInTime(PointInTime pointInTime) {
        String key = Names.parentKey(pointInTime.of());
        String of = pointInTime.of() instanceof Parent.OfHub hub
                ? Names.table(vault.hub(hub.hub()))
                : Names.table(vault.link(pointInTime.of().name()));
        List<String> columns = new ArrayList<>(List.of("parent." + key));
        StringBuilder joins = new StringBuilder();
        for (String name : pointInTime.satellites()) {
            Satellite satellite = vault.satellite(name);
            List<String> parts =
                    BusinessVaultTables.referenced(satellite, project.schema().table(Names.table(satellite)));
            String current =
                    satellite instanceof NonHistorizedSatellite ? Names.table(satellite) : Names.current(satellite);
            String also = satellite instanceof NonHistorizedSatellite event && event.isCorrected()
                    ? " as said where counter = 1 and not exists (select 1 from as_of." + current
                            + " as later where later." + key + " = said." + key
                            + " and later.correction > said.correction)"
                    : "";
            String rows = "select " + (satellite instanceof MultiActiveSatellite ? "distinct " : "") + key + ", "
                    + String.join(", ", parts) + " from as_of." + current + also;
            joins.append(" left join (" + rows + ") as " + name + " on " + name + "." + key + " = parent." + key);
            columns.add("coalesce(" + name + "." + key + ", " + ZERO + ")");
            boolean hasGhost = new Ghosts(vault, project.schema(), DuckDbDialect.INSTANCE).has(satellite);
            parts.forEach(part -> columns.add(
                    hasGhost && GHOST.containsKey(part)
                            ? "coalesce(" + name + "." + part + ", " + GHOST.get(part) + ")"
                            : name + "." + part));
        }
        return lines("select " + String.join(", ", columns) + " from as_of." + of + " as parent" + joins);
    }

    /** Rows of a bridge over one link, or over two that share a hub, without date and run. */
    List<String> bridge(Bridge bridge) {
        List<Bridge.Step> path = bridge.path();
        String first = "as_of." + Names.inForce(vault.link(bridge.links().get(0)));
        if (bridge.links().size() == 1) {
            return lines("select "
                    + path.stream().map(step -> Names.hashKey(step.name())).collect(Collectors.joining(", ")) + " from "
                    + first);
        }
        String second = "as_of." + Names.inForce(vault.link(bridge.links().get(1)));
        String hub = Names.hashKey(path.get(1).name());
        return lines("select first." + Names.hashKey(path.get(0).name()) + ", first." + hub + ", coalesce(second."
                + Names.hashKey(path.get(2).name()) + ", " + ZERO + ") from " + first + " as first left join " + second
                + " as second on second." + hub + " = first." + hub + " and first." + hub + " <> " + ZERO);
    }

    List<String> lines(String query) {
        return project.cells(query).stream()
                .map(cells -> String.join("|", cells))
                .sorted()
                .toList();
    }
}
