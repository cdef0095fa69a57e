package org.lierne.core.plan.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Presence;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.schema.ViewColumns;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/** The views of record tracking satellites: which deliveries had a key, and the last that had it. */
final class SeenViews {

    private final Vault vault;
    private final VaultSchema schema;
    private final SqlText text;
    private final String unknownKey;

    SeenViews(Vault vault, VaultSchema schema, Dialect dialect) {
        this.vault = vault;
        this.schema = schema;
        this.text = new SqlText(dialect);
        this.unknownKey = text.render(dialect.hashes().unknownKey(vault.hashing()));
    }

    /** One row per key, load date, scope and delivery that had it; of change records, with what its last one says. */
    String all(RecordTrackingSatellite satellite) {
        Source source = vault.source(satellite.source());
        List<String> steps = new ArrayList<>(List.of(tracked(satellite, source)));
        String seen = "select " + result(satellite, source, ViewColumns.ROWS) + "\nfrom tracked\nwhere _place = 1";
        if (rejectsHaveKeys(satellite, source)) {
            steps.add(refused(satellite, source));
            seen += "\nunion all\nselect " + result(satellite, source, "0 as " + ViewColumns.ROWS) + "\nfrom refused";
        }
        return "with " + String.join(",\n", steps) + "\n" + seen;
    }

    /** One row per key: the last delivery that had it. */
    String last(RecordTrackingSatellite satellite) {
        Source source = vault.source(satellite.source());
        List<String> columns = ViewColumns.seen(vault, satellite).stream()
                .map(TableColumn::name)
                .toList();
        String scope = Names.scope(source).stream()
                .map(column -> ", " + text.name("seen", column))
                .collect(Collectors.joining());
        return """
                select %1$s
                from (
                  select seen.*,
                    row_number() over (partition by seen.%2$s order by seen.load_date desc, delivery.path desc nulls last,
                      delivery.content_version desc nulls last%3$s) as _place
                  from %4$s as seen
                  left join audit.delivery as delivery on delivery.delivery_id = seen.delivery_id
                ) as ranked
                where _place = 1""".formatted(
                text.list(columns), text.name(Names.parentKey(satellite)), scope, SqlText.raw(Names.table(satellite)));
    }

    /** The rows of tracking that have the key, the last of each delivery first. */
    private String tracked(RecordTrackingSatellite satellite, Source source) {
        String key = keyOfSource(satellite);
        String identity = String.join(", ", identity(source, "tracking", key));
        String sequence = source.sequenceColumn().isPresent() ? "tracking.sequence desc nulls last, " : "";
        String deleted = source.changeRecords()
                .map(records -> "\n    " + Presence.isDelete(text, records, "tracking.operation") + " as "
                        + Names.IS_DELETED + ",")
                .orElse("");
        return """
                tracked as (
                  select %2$s, %3$stracking.load_date, tracking.delivery_id, tracking.run_id,%4$s
                    count(*) over (partition by %5$s) as %6$s,
                    row_number() over (partition by %5$s
                      order by %7$stracking.record_number desc, tracking.row_number desc) as _place
                  from %8$s as tracking
                  where tracking.%1$s <> %9$s
                )""".formatted(
                        key,
                        named("tracking", satellite),
                        text.before("tracking", Names.scope(source)),
                        deleted,
                        identity,
                        ViewColumns.ROWS,
                        sequence,
                        SqlText.raw(schema.trackedRows(source)),
                        unknownKey);
    }

    /** A record that is refused has been delivered all the same, if its key can be read. */
    private String refused(RecordTrackingSatellite satellite, Source source) {
        String key = keyOfSource(satellite);
        String parentKey = text.name(Names.parentKey(satellite));
        return """
                refused as (
                  select distinct %7$s, %3$sseen.load_date, seen.delivery_id, seen.run_id
                  from %4$s as seen
                  where seen.%1$s <> %5$s
                    and not exists (
                      select 1 from tracked
                      where tracked.%2$s = seen.%1$s and tracked.load_date = seen.load_date
                        and tracked.delivery_id = seen.delivery_id and %6$s
                    )
                )""".formatted(
                        key,
                        parentKey,
                        text.before("seen", Names.scope(source)),
                        SqlText.raw(Names.seen(source)),
                        unknownKey,
                        text.same("tracked", "seen", Names.scope(source)),
                        named("seen", satellite));
    }

    /** The key as its source's rows carry it, under the name that it has in the view. */
    private String named(String relation, RecordTrackingSatellite satellite) {
        String column = text.name(relation, Names.hashKey(satellite.parent().name()));
        String name = text.name(Names.parentKey(satellite));
        return column.endsWith("." + name) ? column : column + " as " + name;
    }

    private List<String> identity(Source source, String relation, String key) {
        List<String> columns = new ArrayList<>(List.of(relation + "." + key, relation + ".load_date"));
        Names.scope(source).forEach(column -> columns.add(text.name(relation, column)));
        columns.add(relation + ".delivery_id");
        return columns;
    }

    private String result(RecordTrackingSatellite satellite, Source source, String rows) {
        return ViewColumns.seen(vault, satellite).stream()
                .map(column -> switch (column.name()) {
                    case ViewColumns.ROWS -> rows;
                    case Names.RECORD_SOURCE -> text.literal(source.recordSource()) + " as " + Names.RECORD_SOURCE;
                    default -> text.name(column.name());
                })
                .collect(Collectors.joining(", "));
    }

    private boolean rejectsHaveKeys(RecordTrackingSatellite satellite, Source source) {
        return schema.find(Names.seen(source))
                .filter(seen -> seen.columnNames()
                        .contains(Names.hashKey(satellite.parent().name())))
                .isPresent();
    }

    private String keyOfSource(RecordTrackingSatellite satellite) {
        return text.name(Names.hashKey(satellite.parent().name()));
    }
}
