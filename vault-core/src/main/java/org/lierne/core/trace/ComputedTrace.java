package org.lierne.core.trace;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lierne.core.model.ComputedColumn;
import org.lierne.core.model.ComputedMart;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.SqlText;
import org.lierne.core.trace.TraceEvents.Told;
import org.lierne.core.trace.TracedTable.Said;

/** What models have said of the key of a hub: no record brought it, but a run computed it. */
final class ComputedTrace {

    private final Vault vault;
    private final VaultSchema schema;
    private final Subject subject;
    private final String key;
    private final SqlText text;

    /** @param key the hash key, as SQL writes it */
    ComputedTrace(Vault vault, VaultSchema schema, Subject subject, String key, SqlText text) {
        this.vault = vault;
        this.schema = schema;
        this.subject = subject;
        this.key = key;
        this.text = text;
    }

    private List<ComputedMart> marts() {
        if (!(subject instanceof Subject.OfHub ofHub)) {
            return List.of();
        }
        return vault.computedMarts().stream()
                .filter(mart -> vault.hubOf(mart).filter(ofHub.hub()::equals).isPresent())
                .filter(mart -> schema.find(Names.computed(mart)).isPresent())
                .toList();
    }

    /** Reads the rows of the key. */
    List<Statement> statements() {
        return marts().stream()
                .map(mart -> schema.table(Names.computed(mart)))
                .map(table -> Statement.of(
                        "read " + table.name(),
                        TraceReads.traced(table.name()),
                        text.dialect().stageTable(TraceReads.traced(table.name())) + " as\nselect stored.*"
                                + TraceReads.noRecord(text.dialect()) + "\nfrom " + table.qualifiedName()
                                + " as stored\nwhere "
                                + text.name("stored", table.columnNames().get(0)) + " = " + key))
                .toList();
    }

    /** Each row beside that of the run before. */
    List<Told> told() {
        return marts().stream().map(this::told).toList();
    }

    private Told told(ComputedMart mart) {
        Table table = schema.table(Names.computed(mart));
        List<String> payload = mart.columns().stream().map(ComputedColumn::name).toList();
        UnaryOperator<String> named = column -> "computed." + column;
        String query = """
                with placed as (
                  select *, row_number() over (order by run_id) as _place
                  from %s
                )
                select
                  case
                    when computed.is_gone then 'deleted'
                    when previous._place is null then 'created'
                    when previous.is_gone then 'reappeared'
                    else 'changed'
                  end as _what,
                  %s%s
                from placed as computed
                left join placed as previous on previous._place = computed._place - 1""".formatted(
                        TraceReads.traced(table.name()),
                        TraceColumns.common(named, false),
                        new TraceColumns(text).nowAndBefore("computed", "previous", payload));
        List<Said> said =
                payload.stream().map(column -> new Said(column, false)).toList();
        return new Told(table.name(), Optional.empty(), List.of(), 0, said, query);
    }
}
