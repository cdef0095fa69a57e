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

/** What follows from that a file holds everything, and something is not in it. */
class FullDeliveriesTest {

    private static final String SOURCES = """
            source: products
            files: "products_{load_date:yyyyMMdd}*.csv"
            delivery: full
            missing_at_most: 100%
            keys: [product, category]
            one_row_per: product
            columns: { product_id: varchar, category_id: varchar, price: integer }
            """;
    private static final String MODEL = """
            hubs: { product: product_id, category: category_id }
            links: { product_category: { connects: [product, category], from: products } }
            satellites:
              product_details: { of: product, from: products }
              product_status: { kind: status_tracking, of: product, from: products }
              product_category_effectivity: { kind: effectivity, of: product_category, from: products }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given() {
        given(SOURCES);
    }

    private void given(String sources) {
        project = Project.of(folder, "vault: test\nrejects: 100%", sources, MODEL);
    }

    private RunReport arrives(String day, String... rows) {
        deliver(day, rows);
        return project.run();
    }

    private void deliver(String day, String... rows) {
        project.deliver("products_202401" + day + ".csv", "product_id,category_id,price\n" + String.join("\n", rows));
    }

    private String status() {
        return project.rows("select product_id, strftime(status.load_date, '%d'), strftime(load_end_date, '%d'), status"
                + " from raw_vault.sat_product_status_history as status join raw_vault.hub_product using (product_hk)"
                + " order by product_id, status.load_date");
    }

    private String relationships() {
        return project.rows("select product_id, category_id, strftime(history.load_date, '%d'),"
                + " strftime(load_end_date, '%d')"
                + " from raw_vault.sat_product_category_effectivity_history as history"
                + " join raw_vault.link_product_category as link using (product_category_hk)"
                + " join raw_vault.hub_product as product on product.product_hk = link.product_hk"
                + " join raw_vault.hub_category as category on category.category_hk = link.category_hk"
                + " order by product_id, history.load_date, load_end_date, category_id");
    }

    private String inForce() {
        Link link = project.vault().link("product_category");
        return project.rows(project.queries().links(link, Names.inForce(link)) + " order by all");
    }

    @Test
    void whatIsNotInTheNextFileIsDeletedAndMayReappear() {
        given();
        arrives("01", "A,x,1", "B,x,1");
        arrives("02", "A,x,1");
        arrives("03", "A,x,1", "B,x,1");
        arrives("04", "A,x,1", "B,x,2");

        assertThat(status())
                .isEqualTo(table(
                        "A | 01 | NULL | created",
                        "B | 01 | 02 | created",
                        "B | 02 | 03 | deleted",
                        "B | 03 | NULL | reappeared"));
        assertThat(relationships()).isEqualTo(table("A | x | 01 | NULL", "B | x | 01 | 02", "B | x | 03 | NULL"));
        assertThat(inForce()).isEqualTo(table("A | x", "B | x"));
        assertThat(project.history("product_details"))
                .isEqualTo(table(
                        "A | 2024-01-01 | NULL | 1", "B | 2024-01-01 | 2024-01-04 | 1", "B | 2024-01-04 | NULL | 2"));
    }

    @Test
    void whatIsGoneIsNotInForce() {
        given();
        arrives("01", "A,x,1", "B,x,1");
        arrives("02", "A,y,1");

        assertThat(inForce()).isEqualTo("A | y");
    }

    /** The same whatever the order in which the files come, and in how many runs. */
    private void assertInAnyOrder(Runnable check, String... files) {
        List<List<Integer>> orders = List.of(List.of(0, 1, 2), List.of(2, 1, 0), List.of(1, 0, 2), List.of(1, 2, 0));
        for (List<Integer> order : orders) {
            try (Project fresh = Project.of(folder.resolve(order.toString()), "vault: test", SOURCES, MODEL)) {
                project = fresh;
                order.stream().filter(index -> index < files.length).forEach(index -> arrivesAs(files[index]));
                check.run();
            }
        }
        project = Project.of(folder.resolve("at_once"), "vault: test", SOURCES, MODEL);
        for (String file : files) {
            deliverAs(file);
        }
        project.run();
        check.run();
    }

    /** Written {@code 01: A,x,1 B,x,1}. */
    private void deliverAs(String file) {
        deliver(
                file.substring(0, file.indexOf(':')),
                file.substring(file.indexOf(':') + 1).strip().split(" "));
    }

    private void arrivesAs(String file) {
        deliverAs(file);
        project.run();
    }

    @Tag("thorough")
    @Test
    void orderOfArrivalMakesNoDifference() {
        assertInAnyOrder(
                () -> {
                    assertThat(status())
                            .isEqualTo(table(
                                    "A | 01 | NULL | created",
                                    "B | 01 | 02 | created",
                                    "B | 02 | 03 | deleted",
                                    "B | 03 | NULL | reappeared"));
                    assertThat(relationships())
                            .isEqualTo(table(
                                    "A | x | 01 | 02", "A | y | 02 | NULL", "B | x | 01 | 02", "B | x | 03 | NULL"));
                    assertThat(inForce()).isEqualTo(table("A | y", "B | x"));
                },
                "01: A,x,1 B,x,1",
                "02: A,y,1",
                "03: A,y,1 B,x,1");
    }

    @Test
    void lateBatchThatLacksWhatWasNeverThereSaysNothing() {
        given();
        arrives("02", "A,x,1", "B,x,1");
        arrives("01", "A,x,1");

        assertThat(status()).isEqualTo(table("A | 01 | NULL | created", "B | 02 | NULL | created"));
    }

    @Test
    void lateBatchShowsThatTheNextOneLacksSomething() {
        given();
        arrives("02", "A,x,1");
        arrives("01", "A,x,1", "B,x,1");

        assertThat(status())
                .isEqualTo(table("A | 01 | NULL | created", "B | 01 | 02 | created", "B | 02 | NULL | deleted"));
        assertThat(relationships()).isEqualTo(table("A | x | 01 | NULL", "B | x | 01 | 02"));
    }

    @Test
    void partThatComesInALaterRunTakesBackWhatTheFirstPartLacked() {
        given();
        arrives("01", "A,x,1", "B,x,1");
        arrives("02a", "A,x,1");
        assertThat(status()).contains("B | 02 | NULL | deleted");

        arrives("02b", "B,x,1");

        assertThat(status()).isEqualTo(table("A | 01 | NULL | created", "B | 01 | NULL | created"));
        assertThat(relationships()).isEqualTo(table("A | x | 01 | NULL", "B | x | 01 | NULL"));
        assertThat(inForce()).isEqualTo(table("A | x", "B | x"));
    }

    @Test
    void correctedFileTakesThePlaceOfTheFirst() {
        given();
        arrives("01", "A,x,1", "B,x,1");
        arrives("02", "A,x,1", "C,x,1");
        arrives("03", "A,x,1", "C,x,1");
        arrives("02", "A,x,1", "B,x,1");

        assertThat(status())
                .isEqualTo(table(
                        "A | 01 | NULL | created",
                        "B | 01 | 03 | created",
                        "B | 03 | NULL | deleted",
                        "C | 03 | NULL | created"));
        assertThat(relationships()).isEqualTo(table("A | x | 01 | NULL", "B | x | 01 | 03", "C | x | 03 | NULL"));
    }

    @Test
    void emptyFileDeletesNothing() {
        given();
        arrives("01", "A,x,1", "B,x,1");
        project.deliver("products_20240102.csv", "product_id,category_id,price");
        project.run();
        arrives("03", "A,x,1");

        assertThat(status())
                .isEqualTo(table("A | 01 | NULL | created", "B | 01 | 03 | created", "B | 03 | NULL | deleted"));
    }

    @Test
    void truncatedFilesDeleteNothingHoweverManyThereAre() {
        given(SOURCES.replace("100%", "50%"));
        arrives("01", "A,x,1", "B,x,1", "C,x,1", "D,x,1");
        RunReport cut = arrives("02", "A,x,1");
        arrives("03", "A,x,1");
        arrives("04", "A,x,1", "B,x,1", "C,x,1", "E,x,1");

        assertThat(cut.warnings())
                .containsExactly("products: of its files of 2024-01-02, 3 of the 4 keys known before are missing, more"
                        + " than \"missing_at_most: 50%\" allows: nothing is taken to be deleted");
        assertThat(status())
                .isEqualTo(table(
                        "A | 01 | NULL | created",
                        "B | 01 | NULL | created",
                        "C | 01 | NULL | created",
                        "D | 01 | 04 | created",
                        "D | 04 | NULL | deleted",
                        "E | 04 | NULL | created"));
        assertThat(inForce()).isEqualTo(table("A | x", "B | x", "C | x", "E | x"));
    }

    @Test
    void whatATruncatedFileHasIsThere() {
        given(SOURCES.replace("100%", "50%"));
        arrives("01", "A,x,1", "B,x,1", "C,x,1", "D,x,1");
        arrives("02", "F,x,1");
        arrives("03", "A,x,1", "B,x,1", "C,x,1", "D,x,1");

        assertThat(status()).contains("F | 02 | 03 | created", "F | 03 | NULL | deleted");
    }

    @Test
    void rejectWhoseKeyCanBeReadHasBeenThere() {
        given();
        arrives("01", "A,x,1", "B,x,1");
        arrives("02", "A,x,1", "B,x,expensive");
        arrives("03", "A,x,1", "B,x,1");

        assertThat(status()).isEqualTo(table("A | 01 | NULL | created", "B | 01 | NULL | created"));
        assertThat(inForce()).isEqualTo(table("A | x", "B | x"));
    }

    @Test
    void unreadableKeyDeletesNothing() {
        given();
        arrives("01", "A,x,1", "B,x,1");
        RunReport withoutKey = arrives("02", "A,x,1", ",x,1");
        RunReport torn = arrives("03", "A,x,1", "C");
        arrives("04", "A,x,1");

        assertThat(withoutKey.warnings())
                .containsExactly("products: in its files of 2024-01-02, 1 record has no key that can be read:"
                        + " nothing is taken to be deleted");
        assertThat(torn.warnings()).hasSize(1);
        assertThat(status())
                .isEqualTo(table("A | 01 | NULL | created", "B | 01 | 04 | created", "B | 04 | NULL | deleted"));
    }

    @Test
    void unchangedFilesAddTrackingOnly() {
        given();
        arrives("01", "A,x,1", "B,x,1");
        String before = project.counts();
        arrives("02", "A,x,1", "B,x,1");

        assertThat(project.counts())
                .isEqualTo(before.replace("tracking_products: 2", "tracking_products: 4")
                        .replace("batch_products: 1", "batch_products: 2")
                        .replace("judgement_products: 1", "judgement_products: 2"));
    }

    @Test
    void loadedAgainAddsNothing() {
        given();
        arrives("01", "A,x,1", "B,x,1");
        arrives("02", "A,x,1", "B,x,expensive", ",x,1");
        arrives("03", "A,x,1");
        String before = project.counts();
        project.execute("delete from audit.delivery where path <> 'products_20240101.csv'");
        project.run();

        assertThat(project.counts()).isEqualTo(before);
    }

    @Test
    void fileThatIsLeftOutIsNotTakenForEmpty() {
        given();
        arrives("01", "A,x,1", "B,x,1");
        deliver("02a", "A,x,1");
        project.deliverText("products_20240102b.csv", "product_id,category_id,cost\nB,x,1\n");
        RunReport partial = project.run();
        String meanwhile = status();
        arrives("02b", "B,x,1");
        arrives("03", "A,x,1");

        assertThat(partial.warnings())
                .containsExactly("products: of its files of 2024-01-02, 1 could not be loaded: nothing is taken to be"
                        + " deleted");
        assertThat(meanwhile).isEqualTo(table("A | 01 | NULL | created", "B | 01 | NULL | created"));
        assertThat(status())
                .isEqualTo(table("A | 01 | NULL | created", "B | 01 | 03 | created", "B | 03 | NULL | deleted"));
    }
}
