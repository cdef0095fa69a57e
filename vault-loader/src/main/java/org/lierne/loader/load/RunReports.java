package org.lierne.loader.load;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lierne.core.model.Link;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.stage.StagePlan;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.stage.Session;
import org.lierne.loader.stage.StagedSource;
import org.lierne.loader.stage.Staging;

/** What a run has taken in, told source by source. */
record RunReports(Vault vault, Session session, long runId) {

    /** A report per source of which deliveries were staged. */
    List<RunReport.SourceReport> of(Staging staging, Map<String, RunReport.TargetReport> targets) throws SQLException {
        List<RunReport.SourceReport> reports = new ArrayList<>();
        for (StagedSource staged : staging.staged()) {
            reports.add(report(staged, repeats(staged.source(), targets)));
        }
        return reports;
    }

    /** The staged rows that found what happened once stored already. */
    private long repeats(Source source, Map<String, RunReport.TargetReport> targets) throws SQLException {
        long repeats = 0;
        for (Link link : vault.linksOf(source)) {
            if (link.isNonHistorized()) {
                long inserted =
                        targets.get(Table.RAW_VAULT + "." + Names.table(link)).inserted();
                long counters = link.isCorrected() ? session.number(countCounters(link)) : 0;
                repeats += session.number(StagePlan.countRows(source)) - (inserted - counters);
            }
        }
        return repeats;
    }

    /** The run's rows that stand for no staged row, but take another back. */
    private String countCounters(Link link) {
        return "select count(*) from " + Table.RAW_VAULT + "." + Names.table(link) + " where run_id = " + runId
                + " and counter < 0";
    }

    private static RunReport.SourceReport report(StagedSource staged, long repeats) {
        long records = 0;
        long accepted = 0;
        long filtered = 0;
        long rejected = 0;
        for (Ledger.LoadedDelivery delivery : staged.deliveries()) {
            records += delivery.records();
            accepted += delivery.accepted();
            filtered += delivery.filtered();
            rejected += delivery.rejected();
        }
        return new RunReport.SourceReport(
                staged.source().name(),
                staged.deliveries().size(),
                records,
                accepted,
                filtered,
                rejected,
                staged.skippedKeys(),
                repeats);
    }
}
