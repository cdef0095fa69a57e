package org.lierne.core.plan.load;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * How tracking rows are loaded: one per staged row, unless the delivery is tracked already. What is tracked before a run
 * tells which of its rows are late.
 */
final class TrackingLoad {

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final DSLContext sql;
    private final SqlText text;
    private final TrackingAgain trackingAgain;
    private final boolean readAgain;
    private final boolean inPart;

    /**
     * A part of a plan.
     *
     * @param readAgain whether what is staged is loaded already: late is then what the vault's satellites have later
     * @param inPart whether what is staged is what was not loaded of deliveries that are
     */
    TrackingLoad(Vault vault, VaultSchema schema, Dialect dialect, boolean readAgain, boolean inPart) {
        this.inPart = inPart;
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.sql = dialect.sql();
        this.text = new SqlText(dialect);
        this.trackingAgain = new TrackingAgain(vault, schema, dialect);
        this.readAgain = readAgain;
    }

    /** Notes, before anything of the run is tracked, how far the source's tracking goes. */
    List<Statement> judgeLateness(Source source) {
        if (!source.tracked()) {
            return List.of();
        }
        org.jooq.Table<?> tracking = table(Table.RAW_VAULT, Names.tracking(source));
        String until = readAgain
                ? dialect.stageTable(Stage.trackedUntil(source)) + " as\n"
                        + TrackingAgain.newestOf(vault, schema, source, text)
                : Stage.create(
                        dialect,
                        Stage.trackedUntil(source),
                        DSL.select(DSL.max(field(Names.LOAD_DATE)).as(name(Names.LOAD_DATE)))
                                .from(tracking));
        String already = Stage.create(
                dialect,
                Stage.alreadyTracked(source),
                DSL.selectDistinct(field(Names.DELIVERY_ID))
                        .from(tracking)
                        .where(inPart ? DSL.falseCondition() : DSL.noCondition())
                        .and(field(Names.DELIVERY_ID)
                                .in(DSL.select(field("pending", Names.DELIVERY_ID))
                                        .from(table(Stage.pending(source)).as(name("pending"))))));
        return List.of(
                Statement.of("note the newest tracked load date", Stage.trackedUntil(source), until),
                Statement.of("note deliveries tracked already", Stage.alreadyTracked(source), already));
    }

    List<Statement> insert(Source source) {
        if (!source.tracked()) {
            return List.of();
        }
        Table target = schema.table(Names.tracking(source));
        // A column that the metadata no longer describes stays in the table and is NULL from now on.
        List<String> described =
                new ArrayList<>(VaultSchema.of(vault).table(target.name()).columnNames());
        vault.retiredLinksOf(source).forEach(link -> described.remove(Names.hashKey(link.name())));
        List<String> filled =
                target.columnNames().stream().filter(described::contains).toList();
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        filled.forEach(column -> columns.add(
                column.equals(Names.RUN_ID)
                        ? Stage.runId()
                        : field("staged", column.equals(Names.OPERATION) ? Stage.OPERATION : column)));
        String insertion = sql.render(DSL.insertInto(
                        table(Table.RAW_VAULT, target.name()),
                        filled.stream().map(column -> field(column)).toList())
                .select(DSL.select(columns)
                        .from(table(Stage.stage(source)).as(name("staged")))
                        .whereNotExists(DSL.selectOne()
                                .from(table(Stage.alreadyTracked(source)).as(name("tracked")))
                                .where(field("tracked", Names.DELIVERY_ID).eq(field("staged", Names.DELIVERY_ID))))));
        List<Statement> statements = new ArrayList<>();
        statements.add(
                Statement.of("track the rows of new deliveries", Table.RAW_VAULT + "." + target.name(), insertion));
        statements.addAll(trackingAgain.of(source));
        return statements;
    }
}
