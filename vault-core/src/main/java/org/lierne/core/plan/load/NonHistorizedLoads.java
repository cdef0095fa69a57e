package org.lierne.core.plan.load;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Inserts;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * How what happened once is loaded: each key once, from the first of its rows. What is staged has been judged, so that
 * all rows of a key say the same ({@link Contradictions}); nothing is compared here, and nothing is tracked. What may be
 * corrected is loaded by {@link CorrectionLoads}.
 */
final class NonHistorizedLoads {

    private final Vault vault;
    private final VaultSchema schema;
    private final KeyLoads keyLoads;
    private final Keys keys;
    private final DSLContext sql;
    private final SqlText text;
    private final CorrectionLoads correctionLoads;

    /** @param readAgain whether what is staged is loaded already, and taken into what was described since */
    NonHistorizedLoads(Vault vault, VaultSchema schema, Dialect dialect, boolean readAgain) {
        this.vault = vault;
        this.schema = schema;
        this.keyLoads = new KeyLoads(vault, schema, dialect, List.of());
        this.keys = new Keys(vault, schema, dialect);
        this.sql = dialect.sql();
        this.text = new SqlText(dialect);
        this.correctionLoads = new CorrectionLoads(vault, schema, dialect, readAgain);
    }

    List<Statement> of(Link link) {
        Source source = vault.source(link.source());
        Table target = schema.table(Names.table(link));
        if (link.isCorrected()) {
            return List.of(
                    correctionLoads.insert(link, text.render(isStated(link, source))),
                    keyLoads.earlierDates(link, source));
        }
        List<Statement> statements = new ArrayList<>(
                insert(source, target, link.name(), Names.hashKey(link.name()), isStated(link, source)));
        statements.add(keyLoads.earlierDates(link, source));
        return statements;
    }

    List<Statement> of(NonHistorizedSatellite satellite) {
        Source source = vault.source(satellite.source());
        String parent = satellite.parent().name();
        Condition known = DSL.condition("{0} <> {1}", field("staged", Names.hashKey(parent)), keys.unknown());
        if (satellite.isCorrected()) {
            return List.of(correctionLoads.insert(satellite, text.render(known.and(isStated(source)))));
        }
        return insert(
                source,
                schema.table(Names.table(satellite)),
                parent,
                Names.parentKey(satellite),
                known.and(isStated(source)));
    }

    private Condition isStated(Link link, Source source) {
        Condition stated = isStated(source);
        return keys.linksSkip()
                ? stated.and(field("staged", Names.hashKey(link.name())).isNotNull())
                : stated;
    }

    /** A deletion says that something is gone, and nothing of what happened. */
    private Condition isStated(Source source) {
        return source.changeRecords()
                .map(records ->
                        DSL.condition("not (" + Presence.isDelete(text, records, "staged." + Stage.OPERATION) + ")"))
                .orElse(DSL.noCondition());
    }

    /**
     * The statements that insert the rows of new keys.
     *
     * @param parent the hub, role or link whose key it is
     * @param key the column of that key in the table
     */
    private List<Statement> insert(Source source, Table target, String parent, String key, Condition eligible) {
        Field<Object> hashKey = field("staged", Names.hashKey(parent));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            columns.add(column.equals(key) ? hashKey : value(source, column));
        }
        String repeatedKeys = Stage.repeated(source, parent);
        Condition repeated = DSL.exists(DSL.selectOne()
                .from(table(repeatedKeys).as(name("repeated")))
                .where(field("repeated", Names.hashKey(parent)).eq(hashKey)));
        Condition stored = DSL.exists(DSL.selectOne()
                .from(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                .where(field("stored", key).eq(hashKey)));
        Select<?> ofSingle = DSL.select(columns)
                .from(table(Stage.stage(source)).as(name("staged")))
                .where(eligible)
                .and(repeated.not())
                .and(stored.not());
        Field<?> place = DSL.rowNumber()
                .over(DSL.partitionBy(hashKey).orderBy(Order.ofStaged(source, "staged")))
                .as(name(Stage.PLACE));
        Select<?> ofSeveral = DSL.select(columns)
                .from(DSL.select(table("staged").asterisk(), place)
                        .from(table(Stage.stage(source)).as(name("staged")))
                        .where(eligible)
                        .and(repeated)
                        .asTable(name("staged")))
                .where(field("staged", Stage.PLACE).eq(DSL.inline((Object) 1)))
                .and(stored.not());
        String qualified = Table.RAW_VAULT + "." + target.name();
        String anyRepeated =
                sql.render(DSL.select(DSL.field(DSL.exists(DSL.selectOne().from(table(repeatedKeys))))));
        return List.of(
                Statement.of("insert new keys in one row", qualified, sql.render(Inserts.into(target, ofSingle))),
                new Statement(
                        "insert the first row of new keys in several rows",
                        qualified,
                        sql.render(Inserts.into(target, ofSeveral)),
                        Optional.of(anyRepeated)));
    }

    private static Field<?> value(Source source, String column) {
        if (column.equals(Names.RUN_ID)) {
            return Stage.runId();
        }
        return column.equals(Names.RECORD_SOURCE)
                ? Stage.recordSource(source, "staged")
                : field("staged", Stage.columnOf(column));
    }
}
