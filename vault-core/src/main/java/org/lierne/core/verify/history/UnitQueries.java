package org.lierne.core.verify.history;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.StoredAs;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.VaultTables;

/**
 * The units of a satellite, one row each, as they are stored and as they were tracked: the columns of {@link #columns()},
 * with one hashdiff for what a unit compares.
 */
final class UnitQueries {

    private static final String DELIVERY_JOIN =
            "left join audit.delivery as delivery on delivery.delivery_id = %1$s.delivery_id";

    private static final String FOREIGN_FIRST = "case when delivery_id is null then 0 else 1 end";

    private final VaultTables tables;
    private final SqlText text;
    private final Keys keys;
    private final Unit unit;
    private final Table stored;

    UnitQueries(VaultTables tables, Satellite satellite) {
        this.tables = tables;
        this.text = tables.text();
        this.keys = new Keys(tables.vault(), tables.schema(), tables.dialect());
        this.unit = Unit.of(tables.vault(), satellite);
        this.stored = tables.table(satellite);
    }

    Unit unit() {
        return unit;
    }

    Table stored() {
        return stored;
    }

    /** The columns that name a unit and place it. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(unit.key());
        Order.ownColumns(unit.source()).stream()
                .filter(column -> !columns.contains(column))
                .forEach(columns::add);
        return columns;
    }

    /** Those of them that hold neither payload nor business keys. */
    List<String> shown() {
        return tables.shown(stored, columns());
    }

    /** What is stored, with the run that stored it. */
    String storedUnits() {
        return storedUnits("");
    }

    /** What is stored of deliveries of which nothing is tracked: what is tracked may repeat it. */
    Optional<String> untrackedUnits() {
        if (!wasUntracked()) {
            return Optional.empty();
        }
        return Optional.of("select " + text.list(columns()) + ", _path, _content_version, _hashdiff\nfrom (\n"
                + storedUnits("\n  and stored.delivery_id not in (select delivery_id from "
                                + tables.tracked(unit.source()) + ")")
                        .indent(2)
                        .stripTrailing()
                + "\n) as units");
    }

    /** Whether the source was once not tracked, or may have been. */
    boolean wasUntracked() {
        return !tables.past().versions(unit.source(), false).isEmpty();
    }

    /** @param more what else is to hold of a row */
    private String storedUnits(String more) {
        String columns = columns().stream()
                .map(column -> isFirst(column)
                        ? "min(" + text.name("stored", column) + ") as " + text.name(column)
                        : text.name("stored", column))
                .collect(Collectors.joining(", "));
        String grouped = unit.isRow()
                ? ""
                : "\ngroup by " + text.list("stored", butFirst()) + ", delivery.path, delivery.content_version, "
                        + text.name("stored", unit.compared());
        String run = unit.isRow() ? "stored.run_id" : "max(stored.run_id) as run_id";
        return "select " + columns + ", delivery.path as _path, delivery.content_version as _content_version,\n  "
                + text.name("stored", unit.compared()) + " as _hashdiff, " + run + "\nfrom "
                + SqlText.raw(stored.name()) + " as stored\n" + DELIVERY_JOIN.formatted("stored") + "\nwhere "
                + keysAreKnown("stored") + more + grouped;
    }

    /** What was tracked, of which a change is what differs from the one before it. */
    String trackedUnits() {
        if (unit.isRow() || unit.isBlock()) {
            return trackedOfParent();
        }
        Link link = tables.vault().link(unit.satellite().parent().name());
        String linkKey = Names.hashKey(link.name());
        String columns = columns().stream()
                .map(column -> isFirst(column)
                        ? "min(" + text.name("tracking", column) + ") as " + text.name(column)
                        : text.name(unit.key().contains(column) ? "link" : "tracking", column))
                .collect(Collectors.joining(", "));
        String hashdiff = text.name("tracking", Names.hashdiff(unit.satellite()));
        String grouped = butFirst().stream()
                .map(column -> text.name(unit.key().contains(column) ? "link" : "tracking", column))
                .collect(Collectors.joining(", "));
        return "select " + columns + ", delivery.path as _path, delivery.content_version as _content_version,\n  "
                + hashdiff + " as _hashdiff\nfrom " + tables.tracked(unit.source()) + " as tracking\njoin "
                + SqlText.raw(Names.table(link)) + " as link on " + text.name("link", linkKey) + " = "
                + text.name("tracking", linkKey) + "\n" + DELIVERY_JOIN.formatted("tracking") + "\nwhere "
                + keysAreKnown("link") + " and " + hashdiff + " is not null\ngroup by " + grouped
                + ", delivery.path, delivery.content_version, " + hashdiff;
    }

    /** What is there from before, which another tool has loaded: nothing tracks it, but what is tracked may repeat it. */
    Optional<String> foreignUnits() {
        boolean existing = stored.storedAs().filter(StoredAs::existing).isPresent();
        if (!existing || !unit.isRow()) {
            return Optional.empty();
        }
        return Optional.of("select " + text.list("stored", columns()) + ", null as _path, null as _content_version,\n  "
                + text.name("stored", unit.compared()) + " as _hashdiff\nfrom " + SqlText.raw(stored.name())
                + " as stored\nwhere stored.delivery_id is null and " + keysAreKnown("stored"));
    }

    private String trackedOfParent() {
        String hashdiff = text.name("tracking", Names.hashdiff(unit.satellite()));
        String columns = columns().stream().map(this::tracked).collect(Collectors.joining(", "));
        String compared = unit.isRow()
                ? hashdiff
                : text.render(keys.hashOfSet(field("tracking", Names.hashdiff(unit.satellite()))));
        String grouped = unit.isRow()
                ? ""
                : "\ngroup by "
                        + butFirst().stream()
                                .map(column -> text.name("tracking", unit.ofSource(column)))
                                .collect(Collectors.joining(", "))
                        + ", delivery.path, delivery.content_version";
        return "select " + columns + ", delivery.path as _path, delivery.content_version as _content_version,\n  "
                + compared + " as _hashdiff\nfrom " + tables.tracked(unit.source()) + " as tracking\n"
                + DELIVERY_JOIN.formatted("tracking") + "\nwhere "
                + tables.isKey("tracking", unit.ofSource(unit.key().get(0))) + " and " + hashdiff + " is not null"
                + grouped;
    }

    private String tracked(String column) {
        String name = text.name("tracking", unit.ofSource(column));
        if (isFirst(column)) {
            return "min(" + name + ") as " + text.name(column);
        }
        return column.equals(unit.ofSource(column)) ? name : name + " as " + text.name(column);
    }

    /** Whether a column is that of the first record of several that make up a unit. */
    private boolean isFirst(String column) {
        return !unit.isRow() && !unit.identity().contains(column);
    }

    private List<String> butFirst() {
        return columns().stream().filter(column -> !isFirst(column)).toList();
    }

    private String keysAreKnown(String relation) {
        // Neither does a ghost record say anything, nor what has no driving key.
        String known = Stream.concat(unit.key().stream(), Stream.of(Ghosts.keyColumn(unit.satellite())))
                .distinct()
                .filter(column -> column.endsWith("_hk"))
                .map(column -> tables.isKey(relation, column))
                .collect(Collectors.joining(" and "));
        return known;
    }

    /** The window in which units of one key follow each other. */
    String inOrder() {
        return inOrder("");
    }

    /** @param with another column that is to be equal among units that follow each other, behind a comma */
    String inOrder(String with) {
        String order = Order.columns(unit.source()).stream()
                .map(column -> switch (column) {
                    case Stage.PATH, Stage.CONTENT_VERSION -> "_" + column;
                    case Names.SEQUENCE -> text.name(column) + " nulls first";
                    case Names.LOAD_DATE ->
                        text.name(column) + (foreignUnits().isPresent() ? ", " + FOREIGN_FIRST : "");
                    default -> text.name(column);
                })
                .collect(Collectors.joining(", "));
        return "(partition by " + text.list(unit.key()) + with + " order by " + order + ")";
    }

    /** That two relations have the same unit, and it says the same. */
    String same(String left, String right) {
        List<String> identity = new ArrayList<>(unit.identity());
        if (!identity.contains(Names.LOAD_DATE)) {
            identity.add(Names.LOAD_DATE);
        }
        return text.same(left, right, identity) + " and " + left + "._hashdiff = " + right + "._hashdiff";
    }
}
