package org.lierne.core.plan.view;

import java.util.ArrayList;
import java.util.List;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.SqlText;

/** The views of what holds of each tracked row, of sources whose deliveries may have been read again. */
final class TrackedViews {

    private final Vault vault;
    private final VaultSchema schema;
    private final SqlText text;

    TrackedViews(Vault vault, VaultSchema schema, SqlText text) {
        this.vault = vault;
        this.schema = schema;
        this.text = text;
    }

    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        for (Source source : vault.sources()) {
            if (schema.find(Names.retracked(source)).isPresent()) {
                statements.add(of(source));
            }
        }
        return statements;
    }

    /** Of each delivery the rows of the run that read it last, which hold all that those before them do. */
    private Statement of(Source source) {
        List<String> columns = schema.table(Names.retracked(source)).columnNames();
        String view = SqlText.raw(Names.tracked(source));
        String sql = """
                create or replace view %1$s as
                select %2$s
                from %3$s as first_read
                where delivery_id not in (select delivery_id from %4$s)
                union all
                select %5$s
                from %4$s as read_again
                join (
                  select delivery_id, max(run_id) as run_id
                  from %4$s
                  group by delivery_id
                ) as latest
                  on latest.delivery_id = read_again.delivery_id and latest.run_id = read_again.run_id""".formatted(
                        view,
                        text.list("first_read", columns),
                        SqlText.raw(Names.tracking(source)),
                        SqlText.raw(Names.retracked(source)),
                        text.list("read_again", columns));
        return Statement.of("define " + Names.tracked(source), view, sql);
    }
}
