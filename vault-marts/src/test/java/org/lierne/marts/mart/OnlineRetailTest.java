package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;

/**
 * The segments of UCI Online Retail (541,909 lines, CC BY 4.0), against counts that were computed with pandas. Skipped
 * where the files are not beside the project.
 */
class OnlineRetailTest {

    private static final Path FILES = Path.of("..", "..", "shared", "data", "online_retail");

    @Test
    void hasTheTenSegmentsOfTheReference() throws SQLException {
        assumeTrue(Files.isDirectory(FILES), "the Online Retail files are not beside the project: " + FILES);
        Vault vault = vault();
        try (Connection connection = Shop.open(vault)) {
            load(connection);

            Shop.build(connection, vault);

            assertThat(Shop.rows(
                            connection,
                            "select count(*), count(distinct customer_id), count(distinct invoice_no), sum(amount)"
                                    + " from mart.purchases where customer_id is not null"))
                    .containsExactly("397884|4338|18532|8911407.904");
            assertThat(Shop.rows(connection, "select segment, count(*) from mart.customer_rfm group by 1 order by 1"))
                    .containsExactly(
                            "about_to_sleep|352",
                            "at_risk|593",
                            "cant_lose|63",
                            "champions|633",
                            "hibernating|1071",
                            "loyal|819",
                            "need_attention|187",
                            "new|42",
                            "potential_loyalist|484",
                            "promising|94");
        }
    }

    private static Vault vault() {
        return new Vault(
                "online_retail",
                "",
                ZoneOffset.UTC,
                Hashing.DEFAULT,
                0.5,
                false,
                List.of(Shop.source(
                        "invoices",
                        List.of("invoice", "line_number"),
                        "quantity integer",
                        "unit_price decimal(12,3)",
                        "invoice_date timestamp",
                        "line_number integer")),
                List.of(
                        Shop.hub("invoice", "invoice_no", DataType.VARCHAR),
                        Shop.hub("product", "stock_code", DataType.VARCHAR),
                        Shop.hub("customer", "customer_id", DataType.INTEGER)),
                List.of(new Link(
                        "invoice_line",
                        "",
                        List.of(
                                new Participant("invoice", "invoice"),
                                new Participant("product", "product"),
                                new Participant("customer", "customer")),
                        List.of(new Link.DependentChildKey("line_number", DataType.INTEGER)),
                        "invoices",
                        Optional.empty())),
                List.of(Shop.satellite(
                        "invoice_line_details",
                        new Parent.OfLink("invoice_line"),
                        "invoices",
                        "quantity",
                        "unit_price",
                        "invoice_date")),
                List.of(
                        new RfmMart("customer_rfm", "", "purchases", RfmMart.Grid.TEN_SEGMENTS, 5, Optional.empty()),
                        new TransactionsMart(
                                "purchases",
                                "",
                                new TransactionsMart.Lines.OfLink("invoice_line", List.of()),
                                "customer",
                                "invoice",
                                Optional.of("product"),
                                "invoice_line_details.invoice_date",
                                "quantity * unit_price",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("quantity > 0 and unit_price > 0"))));
    }

    /** Fills the tables with keys of our own; what hash they hold does not matter here. */
    private static void load(Connection connection) throws SQLException {
        String files = FILES.resolve("*.csv.gz").toString().replace('\\', '/');
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create temp table line as
                    select
                        md5(row_number() over ()::varchar)::uuid as line_hk,
                        md5(InvoiceNo)::uuid as invoice_hk,
                        md5(StockCode)::uuid as product_hk,
                        coalesce(md5(CustomerID)::uuid, '00000000-0000-0000-0000-000000000000') as customer_hk,
                        *
                    from read_csv('%s', all_varchar = true)""".formatted(files));
            statement.execute("""
                    insert into raw_vault.hub_invoice
                    select distinct invoice_hk, InvoiceNo, timestamp '2010-12-01', '', 1 from line""");
            statement.execute("""
                    insert into raw_vault.hub_product
                    select distinct product_hk, StockCode, timestamp '2010-12-01', '', 1 from line""");
            statement.execute("""
                    insert into raw_vault.hub_customer
                    select distinct customer_hk, CustomerID::double::integer, timestamp '2010-12-01', '', 1 from line""");
            statement.execute("""
                    insert into raw_vault.link_invoice_line_in_force
                    select line_hk, invoice_hk, product_hk, customer_hk, 1, timestamp '2010-12-01', '', 1 from line""");
            statement.execute("""
                    insert into raw_vault.sat_invoice_line_details_current
                    by name select line_hk as invoice_line_hk, Quantity::integer as quantity,
                        UnitPrice::decimal(12,3) as unit_price, InvoiceDate::timestamp as invoice_date from line""");
        }
    }
}
