package org.lierne.core.verify.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Source;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.FormerModels;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether what hubs and links say of when they were first seen is so: as far as tracking shows, no key was there
 * earlier, and each was there then.
 */
public final class FirstSeenChecks {

    private final VaultTables tables;
    private final SqlText text;
    private final List<Check> checks = new ArrayList<>();

    public FirstSeenChecks(VaultTables tables) {
        this.tables = tables;
        this.text = tables.text();
    }

    /** A column of a source's tracking rows that holds keys of a hub or link. */
    private record Evidence(Source source, String column) {}

    public List<Check> checks() {
        for (Hub hub : tables.vault().hubs()) {
            List<Evidence> evidence = tables.vault().sources().stream()
                    .filter(Source::tracked)
                    .flatMap(source -> source.keys().stream()
                            .filter(key -> key.hub().equals(hub.name()))
                            .map(key -> new Evidence(source, Names.hashKey(key.name()))))
                    .toList();
            of(
                    tables.schema().table(Names.table(hub)),
                    tables.schema().table(Names.firstSeen(hub)),
                    evidence,
                    Origins.of(tables.past(), tables.vault(), hub));
        }
        for (Link link : tables.vault().links()) {
            Source source = tables.vault().source(link.source());
            List<Evidence> evidence =
                    source.tracked() ? List.of(new Evidence(source, Names.hashKey(link.name()))) : List.of();
            of(
                    tables.schema().table(Names.table(link)),
                    tables.schema().table(Names.firstSeen(link)),
                    evidence,
                    Origins.of(tables.past(), tables.vault(), link));
        }
        return List.copyOf(checks);
    }

    private void of(Table table, Table firstSeen, List<Evidence> evidence, Origins origins) {
        checks.add(earlier(table, firstSeen));
        if (!evidence.isEmpty()) {
            checks.add(noted(table, firstSeen, evidence));
        }
        founded(table, origins).ifPresent(checks::add);
    }

    private Check earlier(Table table, Table firstSeen) {
        String key = table.columnNames().get(0);
        List<String> row = tables.row(firstSeen);
        String sql = """
                select %1$s, stored.load_date as expected, seen.load_date as found
                from %2$s as seen
                join %3$s as stored on %4$s = %5$s
                where seen.load_date >= stored.load_date""".formatted(
                        text.list("seen", row),
                        SqlText.raw(firstSeen.name()),
                        SqlText.raw(table.name()),
                        text.name("stored", key),
                        text.name("seen", key));
        return tables.check(Promise.FIRST_SEEN, firstSeen, row, sql, table.name());
    }

    /** A row that came with an earlier load date than the key's is noted. */
    private Check noted(Table table, Table firstSeen, List<Evidence> evidence) {
        String key = table.columnNames().get(0);
        String sql = """
                with known as (
                  select _key, min(load_date) as load_date
                  from (
                    select %1$s as _key, load_date from %2$s
                    union all
                    select %1$s, load_date from %3$s
                  ) as dates
                  group by _key
                ),
                tracked as (
                  select _key, min(load_date) as load_date
                  from (
                %4$s
                  ) as dates
                  where _key is not null
                  group by _key
                )
                select known._key as %1$s, tracked.load_date as expected, known.load_date as found
                from tracked
                join known on known._key = tracked._key
                where tracked.load_date < known.load_date""".formatted(
                        text.name(key),
                        SqlText.raw(table.name()),
                        SqlText.raw(firstSeen.name()),
                        evidence.stream()
                                .map(each -> "select " + text.name(each.column()) + " as _key, load_date from "
                                        + tracking(each))
                                .collect(Collectors.joining("\nunion all\n"))
                                .indent(4)
                                .stripTrailing());
        return tables.check(
                Promise.FIRST_SEEN,
                table,
                List.of(key),
                sql,
                Stream.concat(Stream.of(firstSeen.name()), names(evidence)).toArray(String[]::new));
    }

    /**
     * A row came with one that was tracked, of its load date and record source. Rows of runs in which what may have brought
     * them was not tracked are not told of, nor are rows from before tracking ends.
     */
    private Optional<Check> founded(Table table, Origins origins) {
        if (origins.judged().isEmpty()) {
            return Optional.empty();
        }
        List<String> row = tables.row(table);
        String key = table.columnNames().get(0);
        String judged = origins.judged().entrySet().stream()
                .map(each -> isJudged(each.getKey(), each.getValue()))
                .collect(Collectors.joining("\n    or "));
        String ends = origins.ended().stream()
                .map(ended -> "\n  and stored.load_date >= coalesce((select max(load_date) from " + SqlText.raw(ended)
                        + "), stored.load_date)")
                .collect(Collectors.joining());
        String founded = origins.tracked().stream()
                .map(each -> "\n  and not exists (select 1 from " + SqlText.raw(each.table()) + " as tracking where "
                        + text.name("tracking", each.column()) + " = " + text.name("stored", key)
                        + " and tracking.load_date = stored.load_date"
                        + (each.hasRecordSource()
                                ? " and coalesce(tracking.record_source, stored.record_source) = stored.record_source"
                                : "")
                        + ")")
                .collect(Collectors.joining());
        String sql = """
                select %1$s, 'a tracked row with this load date' as expected, 'none' as found
                from %2$s as stored
                join audit.run as run on run.run_id = stored.run_id
                where (%3$s)
                  and %4$s%5$s%6$s%7$s""".formatted(
                        text.list("stored", row),
                        SqlText.raw(table.name()),
                        judged,
                        tables.isKey("stored", key),
                        table.isCorrected() ? "\n  and stored.counter > 0" : "",
                        ends,
                        founded);
        return Optional.of(tables.check(
                Promise.FIRST_SEEN,
                table,
                row,
                sql,
                origins.tracked().stream()
                        .map(Origins.Tracked::table)
                        .distinct()
                        .toArray(String[]::new)));
    }

    private String isJudged(Set<String> excluded, List<Long> versions) {
        String run = "run.model_version in (" + FormerModels.listed(versions) + ")";
        return excluded.isEmpty()
                ? run
                : run + " and stored.record_source not in ("
                        + excluded.stream().map(text::literal).collect(Collectors.joining(", ")) + ")";
    }

    private String tracking(Evidence evidence) {
        return tables.tracked(evidence.source());
    }

    private static Stream<String> names(List<Evidence> evidence) {
        return evidence.stream().map(each -> Names.tracking(each.source())).distinct();
    }
}
