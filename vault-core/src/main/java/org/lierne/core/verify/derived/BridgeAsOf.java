package org.lierne.core.verify.derived;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.model.Bridge;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.VaultTables;

/**
 * What a bridge is to hold, by its definition: of each link on its path, what the view {@code …_in_force} would show if the
 * raw vault held the rows up to a date only. The views' own queries are taken, over tables that are cut off there.
 */
final class BridgeAsOf {

    private static final Pattern RAW = Pattern.compile("\\b" + Table.RAW_VAULT + "\\.(\\w+)");
    private static final Pattern HEAD = Pattern.compile("(?s)^create or replace view \\S+\\s+as\\s+");

    private final VaultTables tables;
    private final Bridge bridge;
    private final Map<String, String> views = new LinkedHashMap<>();

    BridgeAsOf(VaultTables tables, Bridge bridge) {
        this.tables = tables;
        this.bridge = bridge;
        for (Statement view : new Views(tables.vault(), tables.schema(), tables.dialect()).statements()) {
            String name = view.target().substring(view.target().indexOf('.') + 1);
            // A table that stands elsewhere is read by its view, and cut off as others are.
            if (tables.schema().find(name).isEmpty()) {
                views.put(name, HEAD.matcher(view.sql()).replaceFirst(""));
            }
        }
    }

    /** The query of the bridge's rows at those of some dates that are kept, without {@code run_id}. */
    String rows(List<String> dates) {
        List<String> all = new ArrayList<>();
        for (String date : dates) {
            all.add("select *\nfrom (\n" + at(date).indent(2) + ") as at_" + (all.size() + 1));
        }
        return String.join("\nunion all\n", all);
    }

    private String at(String date) {
        Set<String> needed = new LinkedHashSet<>();
        bridge.links().forEach(link -> need(inForce(link), needed));
        List<String> steps = new ArrayList<>();
        for (Table table : tables.schema().stored()) {
            if (needed.contains(table.name())) {
                steps.add(step(
                        table.name(), "select * from " + SqlText.raw(table.name()) + " where " + isUpTo(table, date)));
            }
        }
        views.forEach((name, query) -> {
            if (needed.contains(name)) {
                steps.add(step(name, RAW.matcher(query).replaceAll("as_of_$1")));
            }
        });
        return "with " + String.join(",\n", steps) + "\n" + path(date);
    }

    private void need(String name, Set<String> needed) {
        if (needed.add(name) && views.containsKey(name)) {
            Matcher read = RAW.matcher(views.getOrDefault(name, ""));
            while (read.find()) {
                need(read.group(1), needed);
            }
        }
    }

    private static String step(String name, String query) {
        return "as_of_" + name + " as (\n" + query.indent(2) + ")";
    }

    /** Since when a key is known, a later run may have learned; and which content of a path counts is as known now. */
    private String isUpTo(Table table, String date) {
        String upTo = Names.LOAD_DATE + " <= " + date;
        String key = tables.text().name(table.columnNames().get(0));
        return switch (table.kind()) {
            case BATCH -> table.columnNames().contains("path") ? "true" : upTo;
            case HUB, LINK, NON_HISTORIZED_LINK ->
                upTo + " or " + key + " in (select " + key + " from " + SqlText.raw("first_seen_" + table.name())
                        + " where " + upTo + ")";
            default -> upTo;
        };
    }

    private String path(String date) {
        List<String> columns = new ArrayList<>(List.of(date + " as snapshot_date"));
        String first = bridge.links().get(0);
        StringBuilder joins = new StringBuilder("from as_of_" + inForce(first) + " as " + alias(first));
        String before = first;
        for (Bridge.Step step : bridge.path()) {
            if (step instanceof Bridge.HubStep hub) {
                columns.add(known(before, hub.before().isEmpty() ? hub.after() : hub.before(), hub.name()));
                continue;
            }
            if (!step.name().equals(first)) {
                joins.append(join(before, step.name()));
            }
            columns.add(known(step.name(), step.name(), step.name()));
            before = step.name();
        }
        Table kept =
                tables.schema().table(Names.table(tables.vault().businessVault().snapshots(bridge.snapshots())));
        return "select " + String.join(", ", columns) + "\n" + joins + "\nwhere exists (select 1 from "
                + kept.qualifiedName() + " where snapshot_date = " + date + ")";
    }

    private String known(String link, String part, String name) {
        return "coalesce(" + key(link, part) + ", " + tables.unknownKey() + ") as "
                + tables.text().name(Names.hashKey(name));
    }

    /** By the hub between two links; a key that is missing leads nowhere. */
    private String join(String before, String after) {
        Bridge.HubStep hub = (Bridge.HubStep) bridge.path().get(bridge.path().indexOf(new Bridge.LinkStep(after)) - 1);
        String from = key(before, hub.before());
        return "\nleft join as_of_" + inForce(after) + " as " + alias(after) + " on " + key(after, hub.after()) + " = "
                + from + " and " + from + " <> " + tables.unknownKey();
    }

    private String key(String link, String part) {
        return tables.text().name(alias(link), Names.hashKey(part));
    }

    private String inForce(String link) {
        return Names.inForce(tables.vault().link(link));
    }

    private static String alias(String link) {
        return "link_" + link;
    }
}
