package org.lierne.core.plan.load;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Inserts;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.Selects;

/**
 * How hubs and links are loaded: each key once, with its earliest load date among what is staged and, of several sources
 * on that date, the first record source by name. A key that is there already keeps its row; an earlier date that comes
 * later goes to its first-seen table.
 */
final class KeyLoads {

    private static final String STAGED = "staged";
    private static final String KEYS = "keys";

    private final VaultSchema schema;
    private final Keys keys;
    private final DSLContext sql;
    private final List<Source> staged;
    private final boolean folds;

    KeyLoads(Vault vault, VaultSchema schema, Dialect dialect, List<Source> staged) {
        this.schema = schema;
        this.keys = new Keys(vault, schema, dialect);
        this.sql = dialect.sql();
        this.staged = staged;
        this.folds = vault.hashing().profile().folds();
    }

    /** The statements that load a hub from all staged rows that carry its key, in whatever role; none if none do. */
    List<Statement> of(Hub hub) {
        List<Select<?>> selects = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (Source source : staged) {
            for (Source.KeyUse use : source.keys()) {
                if (use.hub().equals(hub.name())) {
                    selects.add(rows(hub, use, source));
                    sources.add(source);
                }
            }
        }
        return statements(schema.table(Names.table(hub)), Names.firstSeen(hub), selects, sources);
    }

    /** The statements that load a link from its source; none if that is not staged. */
    List<Statement> of(Link link) {
        List<Source> sources = staged.stream()
                .filter(source -> source.name().equals(link.source()))
                .toList();
        List<Select<?>> selects =
                sources.stream().<Select<?>>map(source -> rows(link, source)).toList();
        return statements(schema.table(Names.table(link)), Names.firstSeen(link), selects, sources);
    }

    /** The statement that notes the load dates of staged rows that are earlier than those their link keys have. */
    Statement earlierDates(Link link, Source source) {
        Field<Object> hashKey = field(STAGED, Names.hashKey(link.name()));
        Select<?> earliest = DSL.select(
                        hashKey, DSL.min(field(STAGED, Names.LOAD_DATE)).as(name(Names.LOAD_DATE)))
                .from(table(Stage.stage(source)).as(name(STAGED)))
                .where(stated(hashKey, source))
                .groupBy(hashKey);
        return insertFirstSeen(
                schema.table(Names.table(link)),
                Names.firstSeen(link),
                List.of(name("found").as(earliest)),
                "found",
                List.of(source));
    }

    private Select<?> rows(Hub hub, Source.KeyUse use, Source source) {
        Field<Object> hashKey = field(STAGED, Names.hashKey(use.name()));
        Condition known = DSL.condition("{0} <> {1}", hashKey, keys.unknown());
        List<Field<?>> parts = new ArrayList<>();
        for (int index = 0; index < hub.key().size(); index++) {
            String part = hub.key().get(index).name();
            Field<?> value = keys.businessKeyPart(
                    source, use.columns().get(index), hub.key().get(index), STAGED);
            parts.add((isRanked(source) ? value : DSL.anyValue(value)).as(name(part)));
        }
        Field<?> key = hashKey.as(name(Names.hashKey(hub.name())));
        if (isRanked(source)) {
            return firstRows(source, hashKey, key, parts, known);
        }
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(List.of(key));
        columns.addAll(parts);
        columns.addAll(earliest(source));
        return DSL.select(columns)
                .from(table(Stage.stage(source)).as(name(STAGED)))
                .where(known)
                .groupBy(hashKey);
    }

    /** One row per hash key as the first staged row says it: rows with one hash key may write the key otherwise. */
    private static Select<?> firstRows(
            Source source, Field<?> hashKey, Field<?> key, List<Field<?>> parts, Condition wanted) {
        List<SelectFieldOrAsterisk> ranked = new ArrayList<>(List.of(key));
        ranked.addAll(parts);
        ranked.add(field(STAGED, Names.LOAD_DATE));
        source.recordSourceColumn().ifPresent(column -> ranked.add(field(STAGED, Names.RECORD_SOURCE)));
        ranked.add(DSL.rowNumber()
                .over(DSL.partitionBy(hashKey).orderBy(Order.ofStaged(source, STAGED)))
                .as(name(Stage.PLACE)));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(List.of(field("ranked", key.getName())));
        parts.forEach(part -> columns.add(field("ranked", part.getName())));
        columns.add(field("ranked", Names.LOAD_DATE));
        columns.add(recordSource(source, "ranked"));
        return DSL.select(columns)
                .from(DSL.select(ranked)
                        .from(table(Stage.stage(source)).as(name(STAGED)))
                        .where(wanted)
                        .asTable(name("ranked")))
                .where(field("ranked", Stage.PLACE).eq(DSL.inline((Object) 1)));
    }

    /** Most link keys stand in one row, which is taken as it is; only those in several need to be made one. */
    private Select<?> rows(Link link, Source source) {
        Field<Object> hashKey = field(STAGED, Names.hashKey(link.name()));
        Condition stated = stated(hashKey, source);
        if (isRanked(source)) {
            List<Field<?>> parts = new ArrayList<>();
            columnsOf(link)
                    .forEach(column ->
                            parts.add(field(STAGED, Stage.columnOf(column)).as(name(column))));
            return firstRows(source, hashKey, hashKey, parts, stated);
        }
        List<SelectFieldOrAsterisk> single = new ArrayList<>(List.of(hashKey));
        List<SelectFieldOrAsterisk> several = new ArrayList<>(List.of(hashKey));
        for (String column : columnsOf(link)) {
            single.add(field(STAGED, Stage.columnOf(column)).as(name(column)));
            several.add(DSL.anyValue(field(STAGED, Stage.columnOf(column))).as(name(column)));
        }
        single.add(field(STAGED, Names.LOAD_DATE));
        single.add(recordSource(source));
        several.addAll(earliest(source));
        Select<?> repeated = DSL.selectOne()
                .from(table(Stage.repeated(source, link.name())).as(name("repeated")))
                .where(field("repeated", Names.hashKey(link.name())).eq(hashKey));
        return Selects.unionAll(
                DSL.select(single)
                        .from(table(Stage.stage(source)).as(name(STAGED)))
                        .where(stated)
                        .andNotExists(repeated),
                DSL.select(several)
                        .from(table(Stage.stage(source)).as(name(STAGED)))
                        .whereExists(repeated)
                        .groupBy(hashKey));
    }

    /** A deletion states no relationship, nor does a row that is skipped. */
    private Condition stated(Field<Object> linkKey, Source source) {
        boolean mayBeSilent = source.changeRecords().isPresent() || keys.linksSkip();
        return mayBeSilent ? linkKey.isNotNull() : DSL.noCondition();
    }

    /** Whether rows of one key may differ, in spelling or record source, so that those of the first are wanted. */
    private boolean isRanked(Source source) {
        return folds || source.recordSourceColumn().isPresent();
    }

    private static List<String> columnsOf(Link link) {
        List<String> columns = new ArrayList<>();
        link.connects().forEach(participant -> columns.add(Names.hashKey(participant.name())));
        link.dependentChildKey().forEach(part -> columns.add(part.name()));
        return columns;
    }

    private static Field<?> recordSource(Source source, String relation) {
        return Stage.recordSource(source, relation).as(name(Names.RECORD_SOURCE));
    }

    private static Field<?> recordSource(Source source) {
        return recordSource(source, STAGED);
    }

    private static List<SelectFieldOrAsterisk> earliest(Source source) {
        return List.of(DSL.min(field(STAGED, Names.LOAD_DATE)).as(name(Names.LOAD_DATE)), recordSource(source));
    }

    private List<Statement> statements(Table target, String firstSeen, List<Select<?>> selects, List<Source> sources) {
        if (selects.isEmpty()) {
            return List.of();
        }
        List<String> keyed = target.columnNames().stream()
                .filter(column -> !column.equals(Names.RUN_ID))
                .toList();
        CommonTableExpression<?> rows = name("found").as(union(selects));
        List<CommonTableExpression<?>> expressions = new ArrayList<>(List.of(rows));
        String from = "found";
        if (selects.size() > 1) {
            expressions.add(name(KEYS).as(firstOfSeveral(target, keyed)));
            from = KEYS;
        }
        return List.of(
                insertNew(target, keyed, expressions, from),
                insertFirstSeen(target, firstSeen, expressions, from, sources));
    }

    private static Select<?> union(List<Select<?>> selects) {
        Select<?> all = selects.get(0);
        for (Select<?> next : selects.subList(1, selects.size())) {
            all = Selects.unionAll(all, next);
        }
        return all;
    }

    /** One row per key of what several sources or roles brought. */
    private static Select<?> firstOfSeveral(Table target, List<String> keyed) {
        String hashKey = target.columnNames().get(0);
        List<SelectFieldOrAsterisk> ranked = new ArrayList<>();
        keyed.forEach(column -> ranked.add(field("found", column)));
        ranked.add(DSL.rowNumber()
                .over(DSL.partitionBy(field("found", hashKey))
                        .orderBy(field("found", Names.LOAD_DATE), field("found", Names.RECORD_SOURCE)))
                .as(name(Stage.PLACE)));
        return DSL.select(keyed.stream().map(column -> field("ranked", column)).toList())
                .from(DSL.select(ranked).from(table("found")).asTable(name("ranked")))
                .where(field("ranked", Stage.PLACE).eq(DSL.inline((Object) 1)));
    }

    private Statement insertNew(
            Table target, List<String> keyed, List<CommonTableExpression<?>> expressions, String from) {
        String hashKey = target.columnNames().get(0);
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        target.columnNames()
                .forEach(column -> columns.add(column.equals(Names.RUN_ID) ? Stage.runId() : field(from, column)));
        String text = sql.render(Inserts.into(
                target,
                DSL.with(expressions)
                        .select(columns)
                        .from(table(from))
                        .whereNotExists(DSL.selectOne()
                                .from(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                                .where(field("stored", hashKey).eq(field(from, hashKey))))));
        return Statement.of("insert new keys", Table.RAW_VAULT + "." + target.name(), text);
    }

    private Statement insertFirstSeen(
            Table target,
            String firstSeen,
            List<CommonTableExpression<?>> expressions,
            String from,
            List<Source> sources) {
        String hashKey = target.columnNames().get(0);
        Table table = schema.table(firstSeen);
        if (target.isCorrected()) {
            return earlierThanAll(target, firstSeen, expressions, from, sources);
        }
        String text = sql.render(DSL.insertInto(
                        table(Table.RAW_VAULT, firstSeen),
                        table.columnNames().stream()
                                .map(column -> field(column))
                                .toList())
                .select(DSL.with(expressions)
                        .select(field(from, hashKey), field(from, Names.LOAD_DATE), Stage.runId())
                        .from(table(from))
                        .join(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                        .on(field("stored", hashKey).eq(field(from, hashKey)))
                        .where(field(from, Names.LOAD_DATE).lt(field("stored", Names.LOAD_DATE)))
                        .andNotExists(DSL.selectOne()
                                .from(table(Table.RAW_VAULT, firstSeen).as(name("seen")))
                                .where(field("seen", hashKey).eq(field(from, hashKey)))
                                .and(field("seen", Names.LOAD_DATE).le(field(from, Names.LOAD_DATE))))));
        return new Statement(
                "record earlier load dates",
                Table.RAW_VAULT + "." + firstSeen,
                text,
                Optional.of(anyEarlier(target, sources)));
    }

    /** Of a table in which a key may have several rows: what is earlier than all of them. */
    private Statement earlierThanAll(
            Table target,
            String firstSeen,
            List<CommonTableExpression<?>> expressions,
            String from,
            List<Source> sources) {
        String hashKey = target.columnNames().get(0);
        Table table = schema.table(firstSeen);
        Select<?> earlier = DSL.with(expressions)
                .select(field(from, hashKey), field(from, Names.LOAD_DATE), Stage.runId())
                .from(table(from))
                .whereNotExists(atOrBefore(target.name(), "stored", from, hashKey))
                .andNotExists(atOrBefore(firstSeen, "seen", from, hashKey));
        String text = sql.render(DSL.insertInto(
                        table(Table.RAW_VAULT, firstSeen),
                        table.columnNames().stream()
                                .map(column -> field(column))
                                .toList())
                .select(earlier));
        return new Statement(
                "record earlier load dates",
                Table.RAW_VAULT + "." + firstSeen,
                text,
                Optional.of(anyEarlier(target, sources)));
    }

    private static Select<?> atOrBefore(String table, String alias, String from, String hashKey) {
        return DSL.selectOne()
                .from(table(Table.RAW_VAULT, table).as(name(alias)))
                .where(field(alias, hashKey).eq(field(from, hashKey)))
                .and(field(alias, Names.LOAD_DATE).le(field(from, Names.LOAD_DATE)));
    }

    /** Whether any staged row is older than the newest row of the table: else none can be older than its own key's. */
    private String anyEarlier(Table target, List<Source> sources) {
        Select<?> earliest = union(sources.stream()
                .distinct()
                .<Select<?>>map(source -> DSL.select(field(Names.LOAD_DATE)).from(table(Stage.stage(source))))
                .toList());
        return sql.render(DSL.select(DSL.field(DSL.field(
                        DSL.select(DSL.min(field("staged", Names.LOAD_DATE))).from(earliest.asTable(name("staged"))))
                .lt(DSL.field(DSL.select(DSL.max(field("stored", Names.LOAD_DATE)))
                        .from(table(Table.RAW_VAULT, target.name()).as(name("stored"))))))));
    }
}
