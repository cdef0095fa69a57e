package org.lierne.core.plan.load;

import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.plan.Inserts;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.SqlText;

/**
 * How the changes of presence are stored that the batches of a run show: a key is there from the batch that has it, and
 * gone from the next whole batch that does not. What earlier runs found of the same batches is corrected by another row,
 * of which that of the latest run holds.
 */
final class PresenceOfBatches {

    private final Presence presence;
    private final VaultSchema schema;
    private final SqlText text;
    private final String unknownKey;

    PresenceOfBatches(Presence presence, VaultSchema schema, SqlText text, String unknownKey) {
        this.presence = presence;
        this.schema = schema;
        this.text = text;
        this.unknownKey = unknownKey;
    }

    Statement statement() {
        String target = SqlText.raw(presence.table());
        List<String> key = presence.key();
        List<String> scope = presence.scope();
        String keys = text.list(key);
        String sql = """
                insert into %2$s
                with present as (
                %3$s
                ),
                followed as (
                  select *, lead(_batch) over (partition by %4$s, _scope order by _batch) as _next,
                    lag(_batch) over (partition by %4$s, _scope order by _batch) as _previous
                  from present
                ),
                changes as (
                  select %5$s, followed._scope, followed._batch, false as is_deleted
                  from followed
                  left join %6$s as previous on previous._scope = followed._scope and previous._batch = followed._previous
                  where followed._previous is null or previous._next_whole < followed._batch
                  union all
                  select %5$s, followed._scope, judged._next_whole, true
                  from followed
                  join %6$s as judged on judged._scope = followed._scope and judged._batch = followed._batch
                  where judged._next_whole < coalesce(followed._next, 9223372036854775807)
                ),
                found as (
                  select %7$s, judged._scope, judged._batch,
                    max_by(stored.is_deleted, stored.run_id) as is_deleted
                  from %1$s as stored
                  join %6$s as judged on judged.load_date = stored.load_date and %8$s
                  where judged.is_open
                  group by %7$s, judged._scope, judged._batch
                ),
                contradicted as (
                  select %9$s, found._scope, found._batch,
                    followed._batch is null or coalesce(judged._next_whole <= found._batch, false) as is_deleted
                  from found
                  left join followed on %10$s and followed._scope = found._scope
                    and followed._batch <= found._batch and coalesce(followed._next > found._batch, true)
                  left join %6$s as judged on judged._scope = followed._scope and judged._batch = followed._batch
                ),
                missing as (
                  select * from changes
                  union
                  select * from contradicted
                ),
                places as (
                  select %11$s, places._scope, places._batch,
                    min(row(delivery_id, record_number)) as _place
                  from %12$s as places
                  where %13$s
                  group by %17$s, places._scope, places._batch
                )
                select %14$s
                from missing
                join %6$s as judged on judged._scope = missing._scope and judged._batch = missing._batch and judged.is_open
                left join found on %15$s and found._scope = missing._scope and found._batch = missing._batch
                left join places on %16$s and places._scope = missing._scope and places._batch = missing._batch
                where missing.is_deleted is distinct from found.is_deleted""".formatted(
                        target,
                        Inserts.into(schema.table(presence.table()), presence.columns(schema), text),
                        present().indent(2).stripTrailing(),
                        keys,
                        text.list("followed", key),
                        Stage.judged(presence.source()),
                        text.list("stored", key),
                        text.same("judged", "stored", scope),
                        text.list("found", key),
                        text.same("followed", "found", key),
                        presence.keyOf(text, "places"),
                        Stage.batchRows(presence.source()),
                        presence.isKnown(text, unknownKey, "places") + presence.andIsStated(text, "places"),
                        values(),
                        text.same("found", "missing", key),
                        text.same("places", "missing", key),
                        text.list("places", presence.ofSource()));
        return Statement.of("insert what came and went", target, sql);
    }

    /** In which batches each key is: by the rows that are tracked, and by rejects whose key can be read. */
    private String present() {
        String tracked = "select " + presence.keyOf(text, "tracked") + ", tracked._scope, tracked._batch\nfrom "
                + Stage.batchRows(presence.source()) + " as tracked\nwhere "
                + presence.isKnown(text, unknownKey, "tracked") + presence.andIsStated(text, "tracked") + "\nunion\n";
        return tracked + "select " + presence.keyOf(text, "seen") + ", seen._scope, seen._batch\nfrom "
                + Stage.batchSeen(presence.source()) + " as seen\nwhere " + presence.isKnown(text, unknownKey, "seen");
    }

    private String values() {
        return presence.columns(schema).stream().map(this::value).collect(Collectors.joining(", "));
    }

    private String value(String column) {
        if (presence.key().contains(column) || column.equals(Names.IS_DELETED)) {
            return text.name("missing", column);
        }
        return switch (column) {
            case Names.LOAD_DATE -> "judged.load_date";
            case Names.DELIVERY_ID -> "coalesce(places._place[1], judged.delivery_id)";
            case Names.RECORD_NUMBER -> "coalesce(places._place[2], 0)";
            case Names.ROW_NUMBER -> "1";
            case Names.RECORD_SOURCE -> text.literal(presence.source().recordSource());
            case Names.RUN_ID -> "(select run_id from " + Stage.THIS_RUN + ")";
            default -> text.name("judged", column);
        };
    }
}
