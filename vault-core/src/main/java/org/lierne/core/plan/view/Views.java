package org.lierne.core.plan.view;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.SatelliteColumns;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.StoredAs;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * The views over the raw vault. A history is a satellite's stored rows in order without those equal to their
 * predecessor, each with the load date of its successor; what is current is a history's last; what is in force of a link
 * is the latest row per driving key.
 */
public final class Views {

    /** Numbers that rows of another tool lack: those that it loaded are of run 0, and first among rows of one date. */
    private static final Set<String> OF_RECORD = Set.of(Names.RUN_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER);

    private final Vault vault;
    private final VaultSchema schema;
    private final DSLContext sql;
    private final PresenceViews presenceViews;
    private final HistoryViews histories;
    private final LinkInForceViews linksInForce;
    private final HubPathViews hubPathViews;
    private final boolean recursesDeeply;
    private final SeenViews seenViews;
    private final TrackedViews trackedViews;

    public Views(Vault vault, VaultSchema schema, Dialect dialect) {
        this.vault = vault;
        this.schema = schema;
        this.sql = dialect.sql();
        this.histories = new HistoryViews(vault, schema, new Ghosts(vault, schema, dialect));
        this.linksInForce = new LinkInForceViews(vault, schema);
        this.presenceViews = new PresenceViews(vault, schema, new SqlText(dialect));
        this.hubPathViews = new HubPathViews(vault, dialect);
        this.recursesDeeply = dialect.recursesDeeply();
        this.seenViews = new SeenViews(vault, schema, dialect);
        this.trackedViews = new TrackedViews(vault, schema, new SqlText(dialect));
    }

    /**
     * The statements that create or replace all views, in an order in which each finds what it reads. Those that follow
     * ways within a hub are made only where recursion goes on for as long as it finds rows.
     */
    public List<Statement> statements() {
        List<Statement> statements = new ArrayList<>(trackedViews.statements());
        schema.tables().stream()
                .filter(table -> table.storedAs().isPresent())
                .forEach(table -> statements.add(view(table.name(), inOwnNames(table))));
        for (Satellite satellite : vault.satellites()) {
            if (satellite instanceof NonHistorizedSatellite event) {
                // Its table is its history, and, unless it is corrected, what is current.
                if (event.isCorrected()) {
                    statements.add(
                            view(Names.current(event), CorrectedViews.inForce(schema.table(Names.table(event)))));
                }
                continue;
            }
            if (satellite instanceof RecordTrackingSatellite seen) {
                statements.add(view(Names.table(seen), seenViews.all(seen)));
                statements.add(view(Names.current(seen), seenViews.last(seen)));
                continue;
            }
            statements.add(Presence.of(vault, satellite)
                    .map(presence -> view(Names.history(satellite), history(satellite, presence)))
                    .orElseGet(() -> view(Names.history(satellite), histories.of(satellite))));
            statements.add(view(Names.current(satellite), HistoryViews.current(satellite)));
        }
        for (Reference reference : vault.references()) {
            statements.add(view(Names.view(reference), histories.held(reference, false)));
            if (reference.history()) {
                statements.add(view(Names.history(reference), histories.held(reference, true)));
            }
        }
        for (Link link : vault.links()) {
            // What is corrected is taken back by a counter row only, and loads read it here.
            boolean ends = vault.canEnd(link) && vault.effectivityOf(link).isEmpty() && !link.isCorrected();
            statements.add(
                    ends
                            ? view(Names.inForce(link), presenceViews.inForce(link, vault.source(link.source())))
                            : view(Names.inForce(link), linksInForce.of(link)));
            if (recursesDeeply && link.kind() == Link.Kind.SAME_AS) {
                statements.add(view(Names.resolved(link), hubPathViews.masters(link)));
            }
            if (recursesDeeply && link.kind() == Link.Kind.HIERARCHICAL) {
                statements.add(view(Names.ancestors(link), hubPathViews.ancestors(link)));
            }
        }
        return statements;
    }

    /**
     * The query of when keys came and went, as the view of a status tracking satellite shows it.
     *
     * @param relation what has the rows of the table of changes, or some keys of them, with its columns and no others
     */
    public String history(Presence presence, String relation) {
        return presenceViews.history(presence, relation);
    }

    /** A stored table under the names by which everything else reads it. */
    private static Select<?> inOwnNames(Table table) {
        boolean existing = table.storedAs().filter(StoredAs::existing).isPresent();
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : table.columnNames()) {
            Field<?> stored = field("stored", table.storedColumn(column));
            if (existing && OF_RECORD.contains(column)) {
                columns.add(DSL.coalesce(stored, DSL.inline((Object) 0)).as(name(column)));
            } else {
                columns.add(SatelliteColumns.named("stored", table.storedColumn(column), column));
            }
        }
        return DSL.select(columns)
                .from(table(table.storedSchema(), table.storedName()).as(name("stored")));
    }

    private Statement view(String view, String query) {
        String text = "create or replace view " + SqlText.raw(view) + " as\n" + query;
        return Statement.of("define " + view, SqlText.raw(view), text);
    }

    private String history(Satellite satellite, Presence presence) {
        if (satellite instanceof StatusSatellite) {
            return presenceViews.history(presence);
        }
        Unit unit = Unit.of(vault, satellite);
        Table stored = schema.table(Names.table(satellite));
        return presenceViews.historyOfSets(
                unit, presence, sql.render(histories.unitsOf(unit, stored)), stored.columnNames());
    }

    private Statement view(String view, Select<?> select) {
        String text =
                sql.render(DSL.createOrReplaceView(name(Table.RAW_VAULT, view)).as(select));
        return Statement.of("define " + view, Table.RAW_VAULT + "." + view, text);
    }
}
