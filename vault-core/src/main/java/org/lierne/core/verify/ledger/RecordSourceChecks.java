package org.lierne.core.verify.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.FormerModels;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether rows carry the record source of what brought them: the text that the source had in the run that stored them, or,
 * where a column says it, that of their record. Of hubs and links, tracked rows are asked for the latter where it is asked
 * when they were first seen.
 */
public final class RecordSourceChecks {

    private static final List<String> RECORD = List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER);

    private final VaultTables tables;
    private final SqlText text;
    private final List<Check> checks = new ArrayList<>();

    public RecordSourceChecks(VaultTables tables) {
        this.tables = tables;
        this.text = tables.text();
    }

    public List<Check> checks() {
        Vault vault = tables.vault();
        for (Hub hub : vault.hubs()) {
            SortedMap<Long, Hub> formerly = tables.past().of(hub);
            ofTexts(tables.schema().table(Names.table(hub)), version -> sources(version, formerly.get(version)));
        }
        for (Link link : vault.links()) {
            SortedMap<Long, Link> formerly = tables.past().of(link);
            Table table = tables.schema().table(Names.table(link));
            ofTexts(
                    table,
                    version -> sources(
                            version, Optional.ofNullable(formerly.get(version)).map(Link::source)));
            if (link.isNonHistorized()) {
                ofRecords(table, vault.source(link.source()), formerly::containsKey);
            }
        }
        for (Satellite satellite : tables.satellites()) {
            ofSatellite(satellite);
        }
        return List.copyOf(checks);
    }

    private void ofSatellite(Satellite satellite) {
        SortedMap<Long, Satellite> formerly = tables.past().of(satellite);
        LongFunction<List<Source>> sources = version ->
                sources(version, Optional.ofNullable(formerly.get(version)).map(Satellite::source));
        ofTexts(tables.table(satellite), sources);
        if (!satellite.isRetired() && tables.table(satellite).columnNames().containsAll(RECORD)) {
            ofRecords(tables.table(satellite), tables.vault().source(satellite.source()), formerly::containsKey);
        }
    }

    private List<Source> sources(long version, @Nullable Hub hub) {
        return hub == null
                ? List.of()
                : vault(version).sources().stream()
                        .filter(source ->
                                source.keys().stream().anyMatch(key -> key.hub().equals(hub.name())))
                        .toList();
    }

    private List<Source> sources(long version, Optional<String> source) {
        return source.map(name -> List.of(vault(version).source(name))).orElse(List.of());
    }

    private Vault vault(long version) {
        return Objects.requireNonNull(tables.past().versions().get(version));
    }

    /** Rows of runs in which all that fed the table had one record source each. */
    private void ofTexts(Table table, LongFunction<List<Source>> feeding) {
        Map<Set<String>, List<Long>> versions = new LinkedHashMap<>();
        for (Long version : tables.past().versions().keySet()) {
            List<Source> sources = feeding.apply(version);
            boolean known = sources.stream()
                    .allMatch(source -> source.recordSourceColumn().isEmpty());
            if (known && !sources.isEmpty()) {
                Set<String> texts =
                        sources.stream().map(Source::recordSource).collect(Collectors.toCollection(TreeSet::new));
                versions.computeIfAbsent(texts, none -> new ArrayList<>()).add(version);
            }
        }
        if (versions.isEmpty()) {
            return;
        }
        List<String> row = tables.row(table);
        String wrong = versions.entrySet().stream()
                .map(each -> "run.model_version in (" + FormerModels.listed(each.getValue())
                        + ") and stored.record_source not in (" + literals(each.getKey()) + ")")
                .collect(Collectors.joining("\n  or "));
        String expected = versions.entrySet().stream()
                .map(each -> "when run.model_version in (" + FormerModels.listed(each.getValue()) + ") then "
                        + text.literal(String.join(" or ", each.getKey())))
                .collect(Collectors.joining("\n    "));
        String sql = """
                select %1$s,
                  case
                    %2$s
                  end as expected,
                  stored.record_source as found
                from %3$s as stored
                join audit.run as run on run.run_id = stored.run_id
                where %4$s""".formatted(text.list("stored", row), expected, SqlText.raw(table.name()), wrong);
        checks.add(tables.check(Promise.RECORD_SOURCE, table, row, sql));
    }

    private String literals(Set<String> texts) {
        return texts.stream().map(text::literal).collect(Collectors.joining(", "));
    }

    /**
     * Rows whose record source a column said, of runs in which it did: that of the record as it was tracked. Where another
     * column said it once, what was tracked may be either.
     */
    private void ofRecords(Table table, Source source, LongPredicate isThere) {
        SortedMap<Long, Source> formerly = new TreeMap<>(tables.past().of(source));
        Set<String> columns = new TreeSet<>();
        List<Long> versions = new ArrayList<>();
        formerly.forEach((version, then) -> then.recordSourceColumn().ifPresent(column -> {
            columns.add(column);
            if (isThere.test(version)) {
                versions.add(version);
            }
        }));
        boolean isTracked = source.tracked() && tables.past().has(Names.tracking(source), Names.RECORD_SOURCE);
        if (columns.size() != 1 || versions.isEmpty() || !isTracked) {
            return;
        }
        List<String> row = tables.row(table);
        String sql = """
                select %1$s, 'that of the record' as expected, 'another' as found
                from %2$s as stored
                join audit.run as run on run.run_id = stored.run_id
                join %3$s as tracking on %4$s
                where run.model_version in (%5$s)
                  and tracking.record_source <> stored.record_source""".formatted(
                        text.list("stored", row),
                        SqlText.raw(table.name()),
                        SqlText.raw(Names.tracking(source)),
                        text.same("tracking", "stored", RECORD),
                        FormerModels.listed(versions));
        checks.add(tables.check(Promise.RECORD_SOURCE, table, row, sql, Names.tracking(source)));
    }
}
