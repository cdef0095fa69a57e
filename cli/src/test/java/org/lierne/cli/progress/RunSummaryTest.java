package org.lierne.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lierne.cli.CapturedConsole;
import org.lierne.cli.console.OutputFormat;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.load.RunReport.Failure;
import org.lierne.loader.load.RunReport.Outcome;
import org.lierne.loader.load.RunReport.SourceReport;
import org.lierne.loader.load.RunReport.TargetReport;
import org.lierne.loader.load.RunReport.Timing;
import org.lierne.loader.progress.RunEvent.Phase;

final class RunSummaryTest {

    private static final Duration TOOK = Duration.ofSeconds(2);

    private static final RunReport PARTIAL = new RunReport(
            3,
            Outcome.PARTIAL,
            List.of(new SourceReport("invoices", 2, 5_000, 4_988, 10, 2, 7, 0)),
            List.of(
                    new TargetReport("hub_invoice", 250, Duration.ofMillis(12)),
                    new TargetReport("sat_invoice_line_details", 4_988, Duration.ofMillis(1234)),
                    new TargetReport("raw_vault.sat_invoice_terms", 0, Duration.ofMillis(1)),
                    new TargetReport("raw_vault.tracking_invoices", 4_988, Duration.ofMillis(3))),
            List.of(new Failure("invoices", "c.csv.gz", "truncated", "The file is cut short.")),
            List.of(),
            List.of(
                    new Timing(Phase.READING, Duration.ofMillis(100)),
                    new Timing(Phase.LOADING, Duration.ofMillis(1300))));

    @Test
    void theClosingTablesTellWhatCameAndWhereItWent() {
        CapturedConsole captured = CapturedConsole.piped();
        new RunSummary(PARTIAL, Optional.empty(), " --project shop", TOOK).print(captured.console(), false);
        assertThat(captured.out()).isEqualTo("""
                        source    deliveries   read  filtered  rejected  accepted  keys missing
                        ────────  ──────────  ─────  ────────  ────────  ────────  ────────────
                        invoices           2  5,000        10         2     4,988             7

                        target                    inserted    time
                        ────────────────────────  ────────  ──────
                        hub_invoice                    250  0.01 s
                        sat_invoice_line_details     4,988  1.23 s
                        Not shown: 2 tables that got no rows, or by which loads remember what was delivered (--verbose)

                        reading 0.10 s · loading 1.30 s · in all 2.00 s

                        Left out: c.csv.gz (source "invoices")
                          The file is cut short.

                        Run 3 is done in part: 2 deliveries loaded, 1 left out; the next run tries it again. See the rejects with: lierne rejects --run 3 --project shop
                        """);
    }

    @Test
    void nothingPendingIsASentence() {
        CapturedConsole captured = CapturedConsole.piped();
        new RunSummary(
                        new RunReport(4, Outcome.DONE, List.of(), List.of(), List.of(), List.of(), List.of()),
                        Optional.empty(),
                        "",
                        TOOK)
                .print(captured.console(), false);
        assertThat(captured.out()).isEqualTo("Nothing was pending; run 4 added nothing.\n");
    }

    @Test
    void programsGetARowPerPart() {
        CapturedConsole captured = CapturedConsole.piped();
        new RunSummary(PARTIAL, Optional.empty(), " --project shop", TOOK)
                .write(captured.console().rows(OutputFormat.CSV));
        assertThat(captured.out()).isEqualTo("""
                        run_id,part,name,deliveries,records,filtered,rejected,accepted,skipped_keys,inserted,seconds,message
                        3,outcome,partial,,,,,,,,,
                        3,source,invoices,2,5000,10,2,4988,7,,,
                        3,target,hub_invoice,,,,,,,250,0.012,
                        3,target,sat_invoice_line_details,,,,,,,4988,1.234,
                        3,target,raw_vault.sat_invoice_terms,,,,,,,0,0.001,
                        3,target,raw_vault.tracking_invoices,,,,,,,4988,0.003,
                        3,phase,reading,,,,,,,,0.1,
                        3,phase,loading,,,,,,,,1.3,
                        3,failure,c.csv.gz,,,,,,,,,The file is cut short.
                        """);
    }
}
