package org.lierne.loader.load;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Table;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.stage.Session;

/** Executes the statements that take staged rows into the vault, and adds up what each table got. */
final class PlanExecution {

    private final Session session;

    PlanExecution(Session session) {
        this.session = session;
    }

    /** One report per table of the raw vault, in the order in which they were written first. */
    Map<String, RunReport.TargetReport> execute(List<Statement> statements) throws SQLException {
        Map<String, RunReport.TargetReport> targets = new LinkedHashMap<>();
        int index = 0;
        for (Statement statement : statements) {
            index++;
            long start = System.nanoTime();
            long rows = session.run(RunEvent.Phase.LOADING, statement, index, statements.size());
            if (statement.target().startsWith(Table.RAW_VAULT)) {
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                targets.merge(
                        statement.target(),
                        new RunReport.TargetReport(statement.target(), rows, took),
                        RunReport.TargetReport::plus);
            }
        }
        return targets;
    }
}
