package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.Link;
import org.lierne.core.schema.Names;

/** What inserted, updated and deleted rows of another database mean, in whatever order they come. */
class ChangeRecordsTest {

    private static final String SOURCES = """
            source: shipments
            files: "shipments_{load_date:yyyyMMdd}*.csv"
            delivery: { kind: cdc, operation: op, deletes: [D], sequence: change_number }
            keys: [shipment, order, warehouse]
            one_row_per: [shipment, order, line_number]
            required: carrier
            columns:
              op: { accepts: [I, U, D] }
              change_number: bigint
              shipment_id: varchar
              order_id: varchar
              line_number: integer
              warehouse_id: varchar
              carrier: varchar
            """;
    private static final String MODEL = """
            hubs: { shipment: shipment_id, order: order_id, warehouse: { key: warehouse_id, null_key: reject } }
            links:
              shipped_line: { connects: [shipment, order, warehouse], dependent_child_key: line_number, from: shipments }
            """;
    private static final String SATELLITES = """
            satellites:
              shipment_details: { of: shipped_line, from: shipments }
              shipment_status: { kind: status_tracking, of: shipped_line, from: shipments }
              shipment_effectivity: { kind: effectivity, of: shipped_line, from: shipments }
            """;
    private static final String WITHOUT_EFFECTIVITY = """
            satellites:
              shipment_details: { of: shipped_line, from: shipments }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String satellites) {
        project = Project.of(folder, "vault: test\nrejects: 100%", SOURCES, MODEL + satellites);
    }

    private void deliver(String day, String... rows) {
        project.deliver(
                "shipments_202401" + day + ".csv",
                "op,change_number,shipment_id,order_id,line_number,warehouse_id,carrier\n" + String.join("\n", rows));
    }

    private RunReport arrives(String day, String... rows) {
        deliver(day, rows);
        return project.run();
    }

    private static final String PARTS = " join raw_vault.link_shipped_line as link using (shipped_line_hk)"
            + " join raw_vault.hub_shipment as shipment on shipment.shipment_hk = link.shipment_hk"
            + " join raw_vault.hub_warehouse as warehouse on warehouse.warehouse_hk = link.warehouse_hk";

    /** Shipment, line, warehouse, sequence, status, current. */
    private String status() {
        return project.rows("select shipment_id, link.line_number, warehouse_id, sequence, status, is_current"
                + " from raw_vault.sat_shipment_status_history as status" + PARTS
                + " order by shipment_id, link.line_number, warehouse_id, sequence");
    }

    /** Shipment, line, warehouse, day from, day to. */
    private String relationships() {
        return project.rows("select shipment_id, link.line_number, warehouse_id, strftime(history.load_date, '%d'),"
                + " strftime(load_end_date, '%d') from raw_vault.sat_shipment_effectivity_history as history"
                + PARTS.replace("using (shipped_line_hk)", "on link.shipped_line_hk = history.shipped_line_hk")
                + " order by shipment_id, link.line_number, history.load_date, load_end_date, warehouse_id");
    }

    private String details() {
        return project.rows("select shipment_id, link.line_number, sequence, carrier, is_current"
                + " from raw_vault.sat_shipment_details_history as details" + PARTS
                + " order by shipment_id, link.line_number, sequence");
    }

    private String inForce() {
        Link link = project.vault().link("shipped_line");
        return project.rows(project.queries().links(link, Names.inForce(link)) + " order by all");
    }

    @Test
    void deletionFindsItsLinkByWhatThereIsOneRowPer() {
        given(SATELLITES);
        arrives("01", "I,1,S1,O1,1,W1,dhl", "I,2,S1,O1,2,W1,dhl");
        RunReport deleted = arrives("02", "D,3,S1,O1,2,,");

        assertThat(deleted.sources().get(0).rejected()).isZero();
        assertThat(status())
                .isEqualTo(table(
                        "S1 | 1 | W1 | 1 | created | true",
                        "S1 | 2 | W1 | 2 | created | false",
                        "S1 | 2 | W1 | 3 | deleted | true"));
        assertThat(details()).isEqualTo(table("S1 | 1 | 1 | dhl | true", "S1 | 2 | 2 | dhl | true"));
        assertThat(inForce()).isEqualTo("S1 | O1 | W1 | 1");
        assertThat(project.rows("select count(*) from raw_vault.link_shipped_line"))
                .isEqualTo("2");
    }

    @Test
    void withoutAnEffectivitySatelliteTrackingTellsWhatIsInForce() {
        given(WITHOUT_EFFECTIVITY);
        arrives("01", "I,1,S1,O1,1,W1,dhl", "I,2,S1,O1,2,W1,dhl");
        arrives("02", "D,3,S1,O1,2,,", "U,4,S1,O1,1,W2,dhl");
        assertThat(inForce()).isEqualTo("S1 | O1 | W2 | 1");

        arrives("03", "I,5,S1,O1,2,W1,dhl");

        assertThat(inForce()).isEqualTo(table("S1 | O1 | W1 | 2", "S1 | O1 | W2 | 1"));
    }

    @Test
    void severalChangesInOneFileFollowTheirSequence() {
        given(SATELLITES);
        arrives("01", "U,4,S1,O1,1,W1,ups", "I,1,S1,O1,1,W1,dhl", "I,3,S1,O1,1,W1,dhl", "D,2,S1,O1,1,,");

        assertThat(status())
                .isEqualTo(table(
                        "S1 | 1 | W1 | 1 | created | false",
                        "S1 | 1 | W1 | 2 | deleted | false",
                        "S1 | 1 | W1 | 3 | reappeared | false",
                        "S1 | 1 | W1 | 4 | updated | true"));
        assertThat(details()).isEqualTo(table("S1 | 1 | 1 | dhl | false", "S1 | 1 | 4 | ups | true"));
        assertThat(relationships()).isEqualTo(table("S1 | 1 | W1 | 01 | 01", "S1 | 1 | W1 | 01 | NULL"));
        assertThat(inForce()).isEqualTo("S1 | O1 | W1 | 1");
    }

    @Test
    void deletionAtThePlaceOfAnInsertionNamesNoRelationship() {
        given(SATELLITES);
        arrives("01", "I,1,S1,O1,1,W1,dhl", "D,1,S1,O1,1,,");

        assertThat(relationships()).isEqualTo("S1 | 1 | W1 | 01 | 01");
        assertThat(inForce()).isEmpty();
    }

    @Test
    void deletionBeforeAnyInsertionSaysNothingUntilTheInsertionComes() {
        given(SATELLITES);
        arrives("02", "D,2,S1,O1,1,,");
        assertThat(status()).isEmpty();
        assertThat(project.rows("select shipment_id from raw_vault.hub_shipment where run_id > 0"))
                .isEqualTo("S1");

        arrives("01", "I,1,S1,O1,1,W1,dhl");

        assertThat(status()).isEqualTo(table("S1 | 1 | W1 | 1 | created | false", "S1 | 1 | W1 | 2 | deleted | true"));
        assertThat(relationships()).isEqualTo("S1 | 1 | W1 | 01 | 02");
        assertThat(inForce()).isEmpty();
    }

    @Test
    void rowThatMovesLeavesItsOldRelationship() {
        given(SATELLITES);
        arrives("01", "I,1,S1,O1,1,W1,dhl");
        arrives("02", "U,2,S1,O1,1,W2,dhl");
        arrives("03", "D,3,S1,O1,1,,");
        arrives("04", "I,4,S1,O1,1,W2,dhl");

        assertThat(relationships())
                .isEqualTo(table("S1 | 1 | W1 | 01 | 02", "S1 | 1 | W2 | 02 | 03", "S1 | 1 | W2 | 04 | NULL"));
        assertThat(inForce()).isEqualTo("S1 | O1 | W2 | 1");
    }

    @Tag("thorough")
    @Test
    void orderOfArrivalMakesNoDifference() {
        List<List<String>> files = List.of(
                List.of("01", "I,1,S1,O1,1,W1,dhl", "I,2,S1,O1,2,W1,dhl"),
                List.of("02", "D,3,S1,O1,1,,", "U,4,S1,O1,2,W2,dhl"),
                List.of("03", "I,5,S1,O1,1,W1,dhl", "D,6,S1,O1,2,,"));
        for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(2, 1, 0), List.of(1, 2, 0), List.of(2, 0, 1))) {
            try (Project fresh = Project.of(folder.resolve(order.toString()), SOURCES, MODEL + SATELLITES)) {
                project = fresh;
                for (int index : order) {
                    List<String> file = files.get(index);
                    arrives(file.get(0), file.subList(1, file.size()).toArray(String[]::new));
                }
                assertThat(status())
                        .isEqualTo(table(
                                "S1 | 1 | W1 | 1 | created | false",
                                "S1 | 1 | W1 | 3 | deleted | false",
                                "S1 | 1 | W1 | 5 | reappeared | true",
                                "S1 | 2 | W1 | 2 | created | false",
                                "S1 | 2 | W1 | 6 | deleted | true",
                                "S1 | 2 | W2 | 4 | created | false",
                                "S1 | 2 | W2 | 6 | deleted | true"));
                assertThat(relationships())
                        .isEqualTo(table(
                                "S1 | 1 | W1 | 01 | 02",
                                "S1 | 1 | W1 | 03 | NULL",
                                "S1 | 2 | W1 | 01 | 02",
                                "S1 | 2 | W2 | 02 | 03"));
                assertThat(inForce()).isEqualTo("S1 | O1 | W1 | 1");
                String before = fresh.counts();
                fresh.execute("delete from audit.delivery");
                fresh.run();
                assertThat(fresh.counts()).isEqualTo(before);
            }
        }
    }

    @Test
    void operationThatIsMissingOrUnknownIsAReject() {
        given(SATELLITES);
        RunReport report = arrives("01", "I,1,S1,O1,1,W1,dhl", ",2,S2,O1,1,W1,dhl", "X,3,S3,O1,1,W1,dhl");

        assertThat(report.sources().get(0).rejected()).isEqualTo(2);
        assertThat(project.rows("select code from audit.reject_error order by record_number"))
                .isEqualTo(table("missing", "not_accepted"));
    }

    @Test
    void deletionWithoutItsKeyIsAReject() {
        given(SATELLITES);
        RunReport report = arrives("01", "I,1,S1,O1,1,W1,dhl", "D,2,,O1,1,,", "U,3,S1,O1,1,,dhl");

        assertThat(report.sources().get(0).rejected()).isEqualTo(2);
    }
}
