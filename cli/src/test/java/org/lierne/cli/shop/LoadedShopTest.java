package org.lierne.cli.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.rebuild.SourceRebuild;
import org.lierne.loader.verify.VerifyReport;

/** The simulated shop, all eleven kinds of source of it: nothing is lost, the truth is met, and the order is no matter. */
final class LoadedShopTest {

    private static final int CUSTOMERS = 120;
    private static final int DAYS = 42;

    @TempDir
    static Path folder;

    private static SimulatedShop simulated;
    private static LoadedShop atOnce;

    @BeforeAll
    static void loadAllAtOnce() {
        simulated = new SimulatedShop(folder.resolve("simulated"), CUSTOMERS, DAYS);
        atOnce = new LoadedShop(folder.resolve("at_once"));
        atOnce.load(simulated.arrivals(), simulated.files());
        atOnce.publish();
    }

    @Test
    void everyTableHasRows() throws SQLException {
        try (Databases databases = new Databases(Map.of("vault", atOnce.database()))) {
            // Where nothing came late, nothing was first seen otherwise than stored, and so with keys of rejects.
            List<String> tables = databases.rows("select table_name from information_schema.tables"
                    + " where table_catalog = 'vault' and table_schema = 'raw_vault' and table_type = 'BASE TABLE'"
                    + " and table_name not like 'first_seen_%' and table_name not like 'seen_%' order by all");

            assertThat(tables).hasSizeGreaterThan(60);
            for (String table : tables) {
                String rows = table.startsWith("hub_") ? " where run_id > 0" : "";
                assertThat(databases.rows("select count(*) > 0 from vault.raw_vault." + table + rows))
                        .as(table)
                        .containsExactly("true");
            }
        }
    }

    @Test
    void everyRecordOfEveryFileIsAcceptedFilteredOrRejected() throws SQLException {
        try (Databases databases = new Databases(Map.of("vault", atOnce.database()))) {
            String delivered = "select path, unnest(string_split(sources, ' ')) as source, records::bigint as records,"
                    + " 0 as out_of_balance from " + simulated.truth("deliveries");
            String loaded = "select path, source, records, records - accepted - filtered - rejected"
                    + " from vault.audit.delivery";

            assertThat(databases.rows("select * from (" + delivered + ") except all (" + loaded + ")"))
                    .as("delivered, and not so in the ledger")
                    .isEmpty();
            assertThat(databases.rows("(" + loaded + ") except all (" + delivered + ")"))
                    .as("in the ledger, and not so delivered")
                    .isEmpty();
            assertThat(databases.rows("from vault.audit.failed_delivery")).isEmpty();
        }
    }

    @Test
    void everyPlantedRecordIsRejectedWithItsReasonAndNothingElseIs() throws SQLException {
        try (Databases databases = new Databases(Map.of("vault", atOnce.database()))) {
            String planted = "select path, source, record::bigint as record, code, \"column\" from "
                    + simulated.truth("planted");
            String rejected = "select distinct reject.path, reject.source, reject.record_number, reject_error.code,"
                    + " reject_error.column_name from vault.audit.reject"
                    + " join vault.audit.reject_error using (run_id, delivery_id, record_number)";

            assertThat(databases.rows("(" + planted + ") except all (" + rejected + ")"))
                    .as("planted, and not rejected so")
                    .isEmpty();
            assertThat(databases.rows("(" + rejected + ") except all (" + planted + ")"))
                    .as("rejected, and not planted so")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.lierne.cli.shop.Truths#all")
    void meetsTheTruth(Truths.Agreement agreement) throws SQLException {
        try (Databases databases = new Databases(Map.of("vault", atOnce.database(), "published", atOnce.marts()))) {
            String truth = agreement.truth(simulated);
            assertThat(databases.rows("select count(*) > 0 from (" + truth + ")"))
                    .as("there is something to meet")
                    .containsExactly("true");
            assertThat(databases.rows("(" + truth + ") except all (" + agreement.told() + ") limit 5"))
                    .as("true of " + agreement + ", and not told so")
                    .isEmpty();
            assertThat(databases.rows("(" + agreement.told() + ") except all (" + truth + ") limit 5"))
                    .as("told of " + agreement + ", and not true")
                    .isEmpty();
        }
    }

    @Test
    void theVaultKeepsWhatItPromises() {
        VerifyReport report = atOnce.verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.undone()).isEmpty();
        assertThat(report.checks()).hasSizeGreaterThan(500);
    }

    @ParameterizedTest
    @MethodSource("org.lierne.cli.shop.PointInTime#all")
    void pointInTimeTablesAreWhatTheyMean(PointInTime table) throws SQLException {
        try (Databases databases = new Databases(Map.of("vault", atOnce.database()))) {
            String told = table.told(databases);
            String meant = table.definition(databases);

            assertThat(databases.rows("select count(*) > 100 from (" + meant + ")"))
                    .containsExactly("true");
            assertThat(databases.rows("(" + meant + ") except all (" + told + ") limit 5"))
                    .as("meant by " + table + ", and not told so")
                    .isEmpty();
            assertThat(databases.rows("(" + told + ") except all (" + meant + ") limit 5"))
                    .as("told by " + table + ", and not meant so")
                    .isEmpty();
        }
    }

    @Tag("thorough")
    @Test
    void everyDeliveryIsMadeAgainFromTheRawVault() throws SQLException {
        RebuildReport report = atOnce.rebuild();

        assertThat(report.sources()).hasSize(15);
        // What happens once is kept once, so these are not tracked.
        assertThat(report.sources().stream().filter(source -> source.cannot().isPresent()))
                .extracting(SourceRebuild::source)
                .containsExactly("clickstream", "payments");
        assertThat(report.sources().stream().filter(source -> source.cannot().isEmpty()))
                .allMatch(source -> source.rows() > 0);
        assertThat(report.sources().stream().flatMap(source -> source.notKept().stream()))
                .containsExactly(
                        "\"lines\" is ignored, and kept nowhere",
                        "\"filler\" is ignored, and kept nowhere",
                        "5 deletions say more than what they delete, of which sat_shipment_details keeps nothing");
        assertThat(report.first()).isEmpty();
        assertThat(report.differing()).isZero();
    }

    @Tag("thorough")
    @Test
    void someDaysAtATimeIsAsAllAtOnce(@TempDir Path other) throws SQLException {
        assertSame(load(other, simulated.dayByDay(DAYS / 6)));
    }

    @Tag("thorough")
    @ParameterizedTest
    @CsvSource({"4, 1", "6, 2"})
    void anyOrderIsAsAllAtOnce(int runs, long seed, @TempDir Path other) throws SQLException {
        assertSame(load(other, simulated.shuffled(runs, seed)));
    }

    private static LoadedShop load(Path folder, List<List<Path>> batches) {
        LoadedShop shop = new LoadedShop(folder.resolve("shop"));
        batches.forEach(batch -> shop.load(simulated.arrivals(), batch));
        return shop.publish();
    }

    private static void assertSame(LoadedShop shop) throws SQLException {
        try (Databases databases = new Databases(Map.of("shop", shop.database(), "at_once", atOnce.database()))) {
            assertThat(databases.differences("shop", "at_once", "raw_vault")).isEmpty();
            assertThat(databases.differences("shop", "at_once", "business_vault"))
                    .isEmpty();
        }
        try (Databases databases = new Databases(Map.of("shop", shop.marts(), "at_once", atOnce.marts()))) {
            assertThat(databases.differences("shop", "at_once", "mart")).isEmpty();
        }
    }
}
