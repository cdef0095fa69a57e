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
import org.lierne.core.model.ChurnRateMart;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.HistoricValueMart;
import org.lierne.core.model.Link;
import org.lierne.core.model.Loss;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;

/**
 * The analyses of UCI Online Retail (541,909 lines, CC BY 4.0), against figures that were computed with pandas and with
 * plain Python. Skipped where the files are not beside the project.
 */
class OnlineRetailTest {

    private static final Path FILES = Path.of("..", "..", "shared", "data", "online_retail");

    @Test
    void hasTheFiguresOfTheReference() throws SQLException {
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
            assertThat(Shop.rows(connection, """
                            select count(*), sum(orders), sum(lines), sum(gross_amount), sum(returned_amount),
                                sum(customer_days), count(days_between_orders), round(avg(days_between_orders), 3)
                            from mart.customer_value"""))
                    .as("computed from the files with plain Python")
                    .containsExactly("4338|18532|397884|8911407.904|0.000|966641|2845|72.653");
            assertThat(Shop.rows(
                            connection,
                            "select * exclude (has_full_window, window_days) replace (round(churn_rate, 4) as churn_rate)"
                                    + " from mart.churn_monthly order by month"))
                    .as("counted by the definition, customer by customer, with plain Python")
                    .containsExactly(
                            "2010-12-01|0|885|0|0|885|null|true",
                            "2011-01-01|885|417|0|0|1302|0.0|true",
                            "2011-02-01|1302|380|0|0|1682|0.0|true",
                            "2011-03-01|1682|452|51|409|1776|0.2432|true",
                            "2011-04-01|1776|300|88|273|1891|0.1537|true",
                            "2011-05-01|1891|284|126|342|1959|0.1809|true",
                            "2011-06-01|1959|242|156|388|1969|0.1981|true",
                            "2011-07-01|1969|188|172|304|2025|0.1544|true",
                            "2011-08-01|2025|169|161|432|1923|0.2133|true",
                            "2011-09-01|1923|299|315|386|2151|0.2007|true",
                            "2011-10-01|2151|358|285|333|2461|0.1548|true",
                            "2011-11-01|2461|323|332|276|2840|0.1121|true",
                            "2011-12-01|2840|41|84|76|2889|null|false");
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
                        new HistoricValueMart("customer_value", "", "purchases", Optional.empty()),
                        new ChurnRateMart(
                                "churn_monthly", "", "purchases", new Loss.AfterDays(90), List.of(), Optional.empty()),
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
