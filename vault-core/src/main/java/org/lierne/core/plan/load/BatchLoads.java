package org.lierne.core.plan.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * How it is found out what a full delivery lacks. Files of one load date and scope are a batch. A batch that is whole
 * says of each key that it lacks that it is gone; one that has unreadable keys, no keys, or lacks more than the source
 * allows of the keys known before, says nothing of what it lacks. What is known before a batch is what the latest whole
 * batch had, and what those since had besides.
 *
 * <p>A run judges the batches of which it brings files, and those after them, since what they lack depends on them. It
 * reads the tracking rows of these, and of the whole batch before them.
 */
final class BatchLoads {

    private final Vault vault;
    private final VaultSchema schema;
    private final SqlText text;
    private final boolean readAgain;

    /** @param readAgain whether what is staged was judged already, when it was loaded: what was found then stays */
    BatchLoads(Vault vault, VaultSchema schema, Dialect dialect, boolean readAgain) {
        this.vault = vault;
        this.readAgain = readAgain;
        this.schema = schema;
        this.text = new SqlText(dialect);
    }

    /** The statements that note the batches of what is staged and judge them; none unless the source delivers all. */
    List<Statement> of(Source source) {
        if (source.full().isEmpty() || !source.tracked()) {
            return List.of();
        }
        List<Statement> statements = new ArrayList<>();
        statements.add(readAgain ? insertSeenAgain(source) : insertSeen(source));
        statements.addAll(List.of(
                insertBatches(source),
                openBatches(source),
                rows(source),
                seen(source),
                spans(source, source.full().get()),
                judge(source, source.full().get()),
                insertJudgements(source)));
        return statements;
    }

    /** The keys of links that rejects are noted with, of those that are loaded. */
    private List<String> links(Source source) {
        return vault.linksWithStatus(source).stream()
                .map(link -> Names.hashKey(link.name()))
                .toList();
    }

    /**
     * What is not loaded of deliveries that are read again is noted with the keys of links described since, beside what
     * it was noted with. Of a batch that was judged, no key is noted that it did not have then.
     */
    private Statement insertSeenAgain(Source source) {
        String target = SqlText.raw(Names.seen(source));
        Set<String> own = new LinkedHashSet<>(List.of(Names.LOAD_DATE));
        own.addAll(Names.scope(source));
        own.addAll(List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER));
        own.addAll(Names.rowKey(source));
        List<String> links = links(source);
        List<String> columns = new ArrayList<>(own);
        columns.addAll(links);
        String sameLinks = links.stream()
                .map(link ->
                        " and " + text.name("stored", link) + " is not distinct from " + text.name("rejected", link))
                .collect(Collectors.joining());
        String sql = """
                insert into %1$s (%2$s, run_id)
                select %3$s, %4$s
                from %5$s as rejected
                where rejected._is_readable
                  and exists (select 1 from %6$s as pending where pending.delivery_id = rejected.delivery_id)
                  and not exists (select 1 from %1$s as stored where %7$s%8$s)
                  and (
                    not exists (select 1 from %9$s as judged where judged.delivery_id = rejected.delivery_id)
                    or exists (select 1 from %1$s as stored where %7$s)
                    or exists (select 1 from %10$s as stored where %7$s)
                  )""".formatted(
                        target,
                        text.list(columns),
                        text.list("rejected", columns),
                        runId(),
                        Stage.rejected(source),
                        Stage.pending(source),
                        text.same("stored", "rejected", List.copyOf(own)),
                        sameLinks,
                        SqlText.raw(Names.batch(source)),
                        SqlText.raw(schema.trackedRows(source)));
        return Statement.of("note keys of rejects once more", target, sql);
    }

    private Statement insertSeen(Source source) {
        String target = Names.seen(source);
        List<String> columns = new ArrayList<>(schema.table(target).columnNames());
        columns.remove(Names.RUN_ID);
        String sql = """
                insert into %1$s (%2$s, run_id)
                select %3$s, %4$s
                from %5$s as rejected
                where rejected._is_readable
                  and exists (select 1 from %6$s as pending where pending.delivery_id = rejected.delivery_id)
                  and not exists (select 1 from %7$s as stored where stored.delivery_id = rejected.delivery_id)""".formatted(
                        SqlText.raw(target),
                        text.list(columns),
                        text.list("rejected", columns),
                        runId(),
                        Stage.rejected(source),
                        Stage.pending(source),
                        SqlText.raw(Names.batch(source)));
        return Statement.of("note keys of rejects", SqlText.raw(target), sql);
    }

    private Statement insertBatches(Source source) {
        String target = Names.batch(source);
        List<String> scope = Names.scope(source);
        String sql = """
                insert into %1$s (delivery_id, path, load_date, %2$sunreadable, run_id)
                with parts as (
                  select delivery_id, load_date%3$s from %4$s
                  union
                  select delivery_id, load_date%3$s from %5$s
                ),
                unreadable as (
                  select delivery_id, cast(sum(records) as bigint) as records from %6$s group by delivery_id
                )
                select pending.delivery_id, pending.path, coalesce(parts.load_date, pending.load_date), %7$scoalesce(unreadable.records, 0), %8$s
                from %9$s as pending
                left join parts on parts.delivery_id = pending.delivery_id
                left join unreadable on unreadable.delivery_id = pending.delivery_id
                where not exists (select 1 from %1$s as stored where stored.delivery_id = pending.delivery_id)""".formatted(
                        SqlText.raw(target),
                        text.before(scope),
                        behind(text.list(scope)),
                        Stage.stage(source),
                        Stage.rejected(source),
                        Stage.unreadable(source),
                        text.before("parts", scope),
                        runId(),
                        Stage.pending(source));
        return Statement.of("note which batches the files make up", SqlText.raw(target), sql);
    }

    /**
     * The batches that the run judges, and per scope the whole batch before them: numbered per scope. A path that came
     * with another content belongs where its latest content says.
     */
    private Statement openBatches(Source source) {
        List<String> scope = Names.scope(source);
        String files = SqlText.raw(Names.batch(source));
        String sql = """
                %1$s as
                with latest as (
                  select path, max(run_id) as run_id
                  from %2$s
                  group by path
                ),
                touched as (
                  select %3$smin(load_date) as load_date
                  from %2$s
                  where load_date is not null and path in (select path from %4$s)%14$s
                ),
                whole as (
                  select %3$sload_date
                  from %5$s
                  group by %3$sload_date
                  having max_by(is_whole, run_id)
                ),
                base as (
                  select %6$smax(whole.load_date) as load_date
                  from touched
                  join whole on %7$s and whole.load_date < touched.load_date%15$s
                ),
                batches as (
                  select %8$sfiles.load_date, files.load_date >= touched.load_date as is_open,
                    coalesce(files.load_date = base.load_date, false) as is_base,
                    coalesce(sum(files.unreadable) filter (where latest.run_id is not null), 0) as unreadable,
                    min_by(files.delivery_id, files.path) as delivery_id
                  from %2$s as files
                  join touched on %9$s
                  left join base on %10$s
                  left join latest on latest.path = files.path and latest.run_id = files.run_id
                  where base.load_date is null or files.load_date >= base.load_date
                  group by %8$sfiles.load_date, touched.load_date, base.load_date
                )
                select *,
                  case when is_open then (
                    select count(*) from %12$s as left_out
                    where coalesce(left_out.load_date = batches.load_date, true)%13$s
                  ) else 0 end as left_out,
                  dense_rank() over (order by %11$s) as _scope,
                  row_number() over (partition by %11$s order by load_date) as _batch
                from batches""".formatted(
                        text.dialect().stageTable(Stage.batches(source)),
                        files,
                        text.before(scope),
                        Stage.pending(source),
                        SqlText.raw(Names.judgement(source)),
                        text.before("touched", scope),
                        text.same("whole", "touched", scope),
                        text.before("files", scope),
                        text.same("touched", "files", scope),
                        text.same("base", "files", scope),
                        scope.isEmpty() ? "1" : text.list(scope),
                        Stage.leftOut(source),
                        sameScope(source),
                        grouped(text.list(scope)),
                        grouped(text.list("touched", scope)));
        return Statement.of("find the batches to judge", Stage.batches(source), sql);
    }

    /** A path says of a scope what is text; else any scope may be meant. */
    private String sameScope(Source source) {
        return Names.scope(source).stream()
                .filter(column -> source.column(column).type().kind() == DataType.Kind.VARCHAR)
                .map(column -> " and coalesce(" + text.name("left_out", column) + " = " + text.name("batches", column)
                        + ", true)")
                .collect(Collectors.joining());
    }

    /** The tracked rows of these batches, without those of contents that others have replaced. */
    private Statement rows(Source source) {
        String view = Stage.batchRows(source);
        String sql = text.dialect().stageView(view)
                + " as\nselect batches._scope, batches._batch, tracking.*\n" + "from "
                + SqlText.raw(schema.trackedRows(source)) + " as tracking\n" + inBatches(source, "tracking");
        return Statement.of("find the rows of these batches", view, sql);
    }

    private Statement seen(Source source) {
        String view = Stage.batchSeen(source);
        String sql = text.dialect().stageView(view) + " as\nselect batches._scope, batches._batch, seen.*\n" + "from "
                + SqlText.raw(Names.seen(source)) + " as seen\n" + inBatches(source, "seen");
        return Statement.of("find the rejects of these batches", view, sql);
    }

    private String inBatches(Source source, String rows) {
        String files = SqlText.raw(Names.batch(source));
        return "join " + Stage.batches(source) + " as batches\n  on batches.load_date = " + rows
                + ".load_date and " + text.same("batches", rows, Names.scope(source)) + "\nwhere " + rows
                + ".delivery_id in (\n  select max_by(delivery_id, run_id) from " + files + " group by path\n)";
    }

    /** How many keys of a batch come next in which other batch. */
    private Statement spans(Source source, Delivery.Full full) {
        List<String> key = Names.rowKey(source);
        String sql = """
                %1$s as
                with present as (
                  select %2$s_scope, _batch from %3$s
                  union
                  select %2$s_scope, _batch from %4$s
                ),
                followed as (
                  select _scope, _batch,
                    lead(_batch) over (partition by %2$s_scope order by _batch) as _next
                  from present
                )
                select _scope, _batch, _next, count(*) as _keys
                from followed
                group by _scope, _batch, _next""".formatted(
                        text.dialect().stageTable(Stage.spans(source)),
                        text.before(key),
                        Stage.batchRows(source),
                        Stage.batchSeen(source));
        return Statement.of(
                "count keys that " + (full.within().isEmpty() ? "batches" : "batches of a scope") + " have in common",
                Stage.spans(source),
                sql);
    }

    private Statement judge(Source source, Delivery.Full full) {
        Wholeness wholeness = new Wholeness(source, full);
        String sql = """
                %1$s as
                with %2$scounted as (
                  select batches.*, coalesce(present._keys, 0) as keys_present
                  from %3$s as batches
                  left join (
                    select _scope, _batch, sum(_keys) as _keys from %4$s group by _scope, _batch
                  ) as present on present._scope = batches._scope and present._batch = batches._batch
                ),
                %5$s
                select counted.*, walk.is_whole, walk.keys_known, walk.keys_missing,
                  min(case when walk.is_whole then counted._batch end) over (
                    partition by counted._scope order by counted._batch rows between 1 following and unbounded following
                  ) as _next_whole
                from counted
                join walk on walk._scope = counted._scope and walk._batch = counted._batch""".formatted(
                        text.dialect().stageTable(Stage.judged(source)),
                        text.dialect().recursesDeeply() ? "recursive " : "",
                        Stage.batches(source),
                        Stage.spans(source),
                        text.dialect().recursesDeeply() ? wholeness.byRecursion() : wholeness.byFolding());
        return Statement.of("judge which batches are whole", Stage.judged(source), sql);
    }

    private Statement insertJudgements(Source source) {
        String target = Names.judgement(source);
        List<String> scope = Names.scope(source);
        List<String> found = List.of(
                Names.IS_WHOLE,
                Names.KEYS_PRESENT,
                Names.KEYS_KNOWN,
                Names.KEYS_MISSING,
                Names.UNREADABLE,
                Names.LEFT_OUT);
        String stored = found.stream()
                .map(column -> "max_by(" + column + ", run_id) as " + column)
                .collect(Collectors.joining(", "));
        String sql = """
                insert into %1$s (load_date, %2$s%3$s, run_id)
                with latest as (
                  select load_date, %2$s%4$s
                  from %1$s
                  group by %2$sload_date
                )
                select judged.load_date, %5$s%6$s, %7$s
                from %8$s as judged
                where judged.is_open and not exists (
                  select 1 from latest
                  where latest.load_date = judged.load_date and %9$s
                    and %10$s
                )""".formatted(
                        SqlText.raw(target),
                        text.before(scope),
                        text.list(found),
                        stored,
                        text.before("judged", scope),
                        text.list("judged", found),
                        runId(),
                        Stage.judged(source),
                        text.same("latest", "judged", scope),
                        readAgain ? "true" : text.same("latest", "judged", found));
        return Statement.of("record which batches are whole", SqlText.raw(target), sql);
    }

    private String runId() {
        return "(select run_id from " + Stage.THIS_RUN + ")";
    }

    /** Without columns, all rows are one group, also where there are none. */
    private static String grouped(String columns) {
        return columns.isEmpty() ? "" : "\n  group by " + columns;
    }

    private static String behind(String columns) {
        return columns.isEmpty() ? "" : ", " + columns;
    }
}
