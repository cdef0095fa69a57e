package org.lierne.core.businessvault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.Bridge;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * The statements that bring a bridge along: new dates are built, and those again that are not before the earliest row that
 * has been stored since.
 */
final class BridgeStatements {

    private static final String DATES = "dates";

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final SqlText text;
    private final Bridge bridge;
    private final String table;
    private final String changed;
    private final String wanted;
    private final Map<String, LinkInForce> links = new LinkedHashMap<>();

    BridgeStatements(Vault vault, VaultSchema schema, Dialect dialect, Bridge bridge) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.bridge = bridge;
        this.table = schema.table(Names.table(bridge)).qualifiedName();
        this.changed = "changed_" + Names.table(bridge);
        this.wanted = Snapshots.wanted(bridge.snapshots());
        for (String link : bridge.links()) {
            links.put(link, new LinkInForce(vault, schema, text, vault.link(link), DATES));
        }
    }

    List<Statement> statements() {
        return List.of(
                Statement.of("note changed dates", changed, changedDates()),
                Statement.of(
                        "drop old and changed dates",
                        table,
                        "delete from " + table + "\nwhere snapshot_date not in (select snapshot_date from " + wanted
                                + ")\n  or snapshot_date in (select snapshot_date from " + changed + ")"),
                Statement.of("insert changed dates", table, insert()));
    }

    private String changedDates() {
        Set<String> decisive = new LinkedHashSet<>();
        links.values().forEach(link -> decisive.addAll(link.decidedBy()));
        List<String> rows = new ArrayList<>();
        decisive.forEach(each -> rows.add("    select min(load_date) as load_date " + Changed.in(each)));
        for (Source source : vault.sources()) {
            if (decisive.contains(Names.batch(source))) {
                rows.add(superseded(source));
            }
        }
        return dialect.stageTable(changed) + " as\nwith " + Changed.built(table, bridge.snapshots())
                + "\nselect snapshot_date\nfrom " + wanted
                + "\nwhere snapshot_date >= (\n  select min(load_date)\n  from (\n"
                + String.join("\n    union all\n", rows) + "\n  ) as changes\n)\n  or snapshot_date not in (select"
                + " snapshot_date from " + Snapshots.built(bridge.snapshots()) + ")";
    }

    /** What another content takes the place of says nothing any more, at whatever load dates. */
    private String superseded(Source source) {
        return """
                    select min(tracking.load_date) as load_date
                    from %1$s as tracking
                    join %2$s as batch on batch.delivery_id = tracking.delivery_id
                    where batch.path in (select path from %2$s where run_id > (select run_id from built))""".formatted(SqlText.raw(Names.tracking(source)), SqlText.raw(Names.batch(source)))
                .indent(4)
                .stripTrailing();
    }

    private String insert() {
        String columns = text.list(schema.table(Names.table(bridge)).columnNames());
        return "insert into " + table + " (" + columns + ")\n" + rows(changed, List.of(Changed.RUN + " as run_id"));
    }

    /** The query of what the bridge has at the dates that its table of snapshot dates holds, without {@code run_id}. */
    String rows() {
        return rows(Snapshots.built(bridge.snapshots()), List.of());
    }

    /**
     * @param datesOf a table with the column {@code snapshot_date}
     * @param more what is selected besides
     */
    private String rows(String datesOf, List<String> more) {
        List<String> steps = new ArrayList<>();
        steps.add(Holding.PLACES);
        steps.add(DATES + " as (\n  select snapshot_date from " + datesOf + "\n)");
        links.values().forEach(link -> steps.addAll(link.steps()));
        String unknown = text.render(dialect.hashes().unknownKey(vault.hashing()));
        String first = bridge.links().get(0);
        List<String> selected = new ArrayList<>(List.of(links.get(first).name() + ".snapshot_date"));
        StringBuilder joins = new StringBuilder("from " + links.get(first).name());
        for (int place = 0; place < bridge.path().size(); place++) {
            Bridge.Step step = bridge.path().get(place);
            String column = place == 0 && step instanceof Bridge.HubStep hub
                    ? key(bridge.path().get(1).name(), hub.after())
                    : step instanceof Bridge.HubStep hub
                            ? key(bridge.path().get(place - 1).name(), hub.before())
                            : key(step.name(), step.name());
            boolean always = place <= bridge.path().indexOf(new Bridge.LinkStep(first)) + 1;
            selected.add((always ? column : "coalesce(" + column + ", " + unknown + ")") + " as "
                    + text.name(Names.hashKey(step.name())));
            if (place >= 2 && step instanceof Bridge.LinkStep && !step.name().equals(first)) {
                joins.append(join(place, unknown));
            }
        }
        selected.addAll(more);
        return "with " + String.join(",\n", steps) + "\nselect\n  "
                + selected.stream().collect(Collectors.joining(",\n  ")) + "\n" + joins;
    }

    /** A key that is missing is that of nothing, and leads nowhere. */
    private String join(int place, String unknown) {
        Bridge.HubStep hub = (Bridge.HubStep) bridge.path().get(place - 1);
        String before = key(bridge.path().get(place - 2).name(), hub.before());
        String name = links.get(bridge.path().get(place).name()).name();
        return "\nleft join " + name + "\n  on " + name + ".snapshot_date = "
                + links.get(bridge.links().get(0)).name() + ".snapshot_date\n  and "
                + key(bridge.path().get(place).name(), hub.after()) + " = " + before + "\n  and " + before + " <> "
                + unknown;
    }

    private String key(String link, String part) {
        return text.name(links.get(link).name(), Names.hashKey(part));
    }
}
