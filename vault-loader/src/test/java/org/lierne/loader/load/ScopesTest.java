package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.Link;
import org.lierne.core.schema.Names;

/** Files that hold everything of a country, or of a warehouse, say nothing of the others. */
class ScopesTest {

    private static final String BY_PATH = """
            source: customers
            files: "{country}/customers_{load_date:yyyyMMdd}*.csv"
            delivery: { kind: full, within: country }
            missing_at_most: 100%
            keys: customer
            one_row_per: customer
            columns: { country: varchar, customer_id: varchar, name: varchar }
            """;
    private static final String BY_COLUMN = BY_PATH.replace("{country}/", "");
    private static final String CUSTOMERS = """
            hubs: { customer: customer_id }
            satellites:
              customer_details: { of: customer, from: customers }
              customer_status: { kind: status_tracking, of: customer, from: customers }
            """;
    private static final String STOCK = """
            source: inventory
            files: "{warehouse}_{load_date:yyyyMMdd}.csv"
            delivery: { kind: full, within: warehouse }
            missing_at_most: 100%
            keys: { product: sku, warehouse: warehouse }
            one_row_per: [product, warehouse]
            columns: { warehouse: varchar, sku: varchar, on_hand: integer }
            """;
    private static final String WAREHOUSES = """
            hubs: { product: product_id, warehouse: warehouse_id }
            links: { stock: { connects: [product, warehouse], from: inventory } }
            satellites:
              stock_level: { of: stock, from: inventory }
              stock_status: { kind: status_tracking, of: stock, from: inventory }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String sources, String model) {
        project = Project.of(folder, "vault: test\nrejects: 100%", sources, model);
    }

    private RunReport arrives(String country, String day, String... rows) {
        project.deliver(country + "/customers_202401" + day + ".csv", "customer_id,name\n" + String.join("\n", rows));
        return project.run();
    }

    private String status() {
        return project.rows(
                "select customer_id, strftime(status.load_date, '%d'), strftime(load_end_date, '%d'), status"
                        + " from raw_vault.sat_customer_status_history as status join raw_vault.hub_customer"
                        + " using (customer_hk) order by customer_id, status.load_date");
    }

    @Test
    void filesOfOneCountrySayNothingOfAnother() {
        given(BY_PATH, CUSTOMERS);
        arrives("AT", "01", "A,Ada", "B,Ben");
        arrives("DE", "01", "C,Cy");
        arrives("AT", "02", "A,Ada");
        arrives("DE", "03", "D,Di");

        assertThat(status())
                .isEqualTo(table(
                        "A | 01 | NULL | created",
                        "B | 01 | 02 | created",
                        "B | 02 | NULL | deleted",
                        "C | 01 | 03 | created",
                        "C | 03 | NULL | deleted",
                        "D | 03 | NULL | created"));
    }

    @Test
    void whoMovesToAnotherCountryIsThereAllTheWhile() {
        given(BY_PATH, CUSTOMERS);
        arrives("AT", "01", "A,Ada", "B,Ben");
        arrives("DE", "01", "C,Cy");
        arrives("DE", "02", "C,Cy", "B,Ben");
        arrives("AT", "02", "A,Ada");

        assertThat(status())
                .isEqualTo(table("A | 01 | NULL | created", "B | 01 | NULL | created", "C | 01 | NULL | created"));
    }

    @Test
    void recordWithoutAKeySaysNothingIsGoneOfTheScopeThatItNames() {
        given(BY_COLUMN, CUSTOMERS);
        project.deliver("customers_20240101.csv", "country,customer_id,name", "AT,A,Ada", "AT,B,Ben", "DE,C,Cy");
        project.deliver("customers_20240102a.csv", "country,customer_id,name", "AT,A,Ada", "DE,D,Di");
        project.deliver("customers_20240102b.csv", "country,customer_id,name", "AT,,Nobody");
        project.run();

        assertThat(status())
                .isEqualTo(table(
                        "A | 01 | NULL | created",
                        "B | 01 | NULL | created",
                        "C | 01 | 02 | created",
                        "C | 02 | NULL | deleted",
                        "D | 02 | NULL | created"));
    }

    @Test
    void whoIsGoneForADayBetweenTwoCountriesIsDeletedForThatDay() {
        given(BY_PATH, CUSTOMERS);
        arrives("DE", "03", "B,Ben");
        arrives("AT", "02", "A,Ada");
        arrives("AT", "01", "A,Ada", "B,Ben");

        assertThat(status())
                .isEqualTo(table(
                        "A | 01 | NULL | created",
                        "B | 01 | 02 | created",
                        "B | 02 | 03 | deleted",
                        "B | 03 | NULL | reappeared"));
    }

    @Test
    void scopeMayBeAColumnOfTheFile() {
        given(BY_COLUMN, CUSTOMERS);
        project.deliver("customers_20240101.csv", "country,customer_id,name", "AT,A,Ada", "DE,C,Cy", ",E,Eve");
        project.run();
        project.deliver("customers_20240102.csv", "country,customer_id,name", "AT,B,Ben", ",F,Flo");
        project.run();

        assertThat(status())
                .isEqualTo(table(
                        "A | 01 | 02 | created",
                        "A | 02 | NULL | deleted",
                        "B | 02 | NULL | created",
                        "C | 01 | NULL | created",
                        "E | 01 | 02 | created",
                        "E | 02 | NULL | deleted",
                        "F | 02 | NULL | created"));
    }

    @Test
    void correctionThatTakesACountryOutOfAFileTakesItsRowsBack() {
        given(BY_COLUMN, CUSTOMERS);
        project.deliver("customers_20240101.csv", "country,customer_id,name", "AT,A,Ada");
        project.run();
        project.deliver("customers_20240102.csv", "country,customer_id,name", "AT,A,Ada", "DE,C,Cy");
        project.run();
        project.deliver("customers_20240102.csv", "country,customer_id,name", "AT,A,Ada");
        project.run();

        assertThat(status()).isEqualTo("A | 01 | NULL | created");
    }

    @Test
    void stockIsThereAsLongAsItsWarehouseListsIt() {
        given(STOCK, WAREHOUSES);
        project.deliver("berlin_20240101.csv", "sku,on_hand", "X,1", "Y,1");
        project.deliver("paris_20240101.csv", "sku,on_hand", "X,1");
        project.run();
        project.deliver("berlin_20240102.csv", "sku,on_hand", "X,1", "Y,what");
        project.deliver("paris_20240102.csv", "sku,on_hand", "Z,1");
        project.run();
        project.deliver("berlin_20240103.csv", "sku,on_hand", "X,1");
        project.run();

        assertThat(project.rows("select product_id, warehouse_id, strftime(status.load_date, '%d'), status,"
                        + " is_current, warehouse from raw_vault.sat_stock_status_history as status"
                        + " join raw_vault.link_stock as link using (stock_hk)"
                        + " join raw_vault.hub_product as product on product.product_hk = link.product_hk"
                        + " join raw_vault.hub_warehouse as house on house.warehouse_hk = link.warehouse_hk"
                        + " order by product_id, warehouse_id, status.load_date"))
                .isEqualTo(table(
                        "X | berlin | 01 | created | true | berlin",
                        "X | paris | 01 | created | false | paris",
                        "X | paris | 02 | deleted | true | paris",
                        "Y | berlin | 01 | created | false | berlin",
                        "Y | berlin | 03 | deleted | true | berlin",
                        "Z | paris | 02 | created | true | paris"));
        Link link = project.vault().link("stock");
        assertThat(project.rows(project.queries().links(link, Names.inForce(link)) + " order by all"))
                .isEqualTo(table("X | berlin", "Z | paris"));
    }

    @Test
    void limitHoldsForEachCountry() {
        given(BY_PATH.replace("missing_at_most: 100%\n", ""), CUSTOMERS);
        arrives("AT", "01", "A,Ada", "B,Ben", "C,Cy");
        arrives("DE", "01", "D,Di", "E,Eve");
        RunReport cut = arrives("AT", "02", "A,Ada");
        arrives("DE", "02", "D,Di");

        assertThat(cut.warnings())
                .containsExactly("customers: of its files of 2024-01-02 (country AT), 2 of the 3 keys known before are"
                        + " missing, more than \"missing_at_most: 50%\" allows: nothing is taken to be deleted");
        assertThat(status()).contains("E | 02 | NULL | deleted").doesNotContain("B | 02", "C | 02");
    }
}
