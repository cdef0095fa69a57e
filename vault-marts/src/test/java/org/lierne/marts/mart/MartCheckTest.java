package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.ChurnRateMart;
import org.lierne.core.model.CustomerGroup;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.HistoricValueMart;
import org.lierne.core.model.LogRankMart;
import org.lierne.core.model.Loss;
import org.lierne.core.model.Mart;
import org.lierne.core.model.Parent;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.SurvivalMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;

class MartCheckTest {

    private static TransactionsMart purchases(String customer, String date, String amount, String... through) {
        return new TransactionsMart(
                "purchases",
                "",
                new TransactionsMart.Lines.OfLink("order_line", List.of(through)),
                customer,
                "order",
                Optional.of("product"),
                date,
                amount,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static SqlMart sql(String name, String query) {
        return new SqlMart(name, "", query, "marts/" + name + ".sql");
    }

    private static RfmMart rfm(String of, int scores, String at) {
        return new RfmMart(
                "customer_rfm",
                "",
                of,
                RfmMart.Grid.TEN_SEGMENTS,
                scores,
                Optional.of(at).filter(text -> !text.isEmpty()));
    }

    private static MartProblem only(Mart... marts) {
        List<MartProblem> problems = MartCheck.check(Shop.with(marts));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    void findsNothingWrongWithMartsThatCanBeBuilt() {
        assertThat(MartCheck.check(Shop.with(
                        rfm("purchases", 5, "2026-02-01"),
                        purchases("customer", "ordered_at", "quantity", "order_customer"),
                        new DimensionMart(
                                "dim_order", "", "order", List.of("order_customer"), DimensionMart.History.TYPE_2),
                        sql("top", "select segment, count(*) as customers from mart.customer_rfm group by segment"))))
                .isEmpty();
    }

    @Test
    void namesTheColumnsThatThereAre() {
        assertThat(only(purchases("customer", "ordered_at", "quantitty", "order_customer")))
                .isEqualTo(new MartProblem(
                        "purchases", "amount", "There is no column \"quantitty\" here.", "Did you mean \"quantity\"?"));
        assertThat(only(purchases("customer", "ordered_at", "quantity * order_details.prize", "order_customer"))
                        .hint())
                .isEqualTo("Did you mean \"order_details.price\"?");
        assertThat(only(purchases("customer", "ordered_at", "card", "order_customer"))
                        .hint())
                .isEqualTo("There are: order_line.order_line_details.quantity,"
                        + " order_line.order_line_details.price, order_line.line_number, order.order_no,"
                        + " order.order_details.ordered_at, order.order_details.price, product.product_code,"
                        + " product.product_texts.name, product.product_texts.colour,"
                        + " product.product_prices.price, customer.customer_no, customer.customer_details.name,"
                        + " customer.customer_details.email, recipient.customer_no,"
                        + " recipient.customer_details.name, recipient.customer_details.email."
                        + " A text stands in single quotes: 'card'.");
    }

    @Test
    void asksWhichColumnIsMeant() {
        assertThat(only(purchases("customer", "ordered_at", "quantity * price", "order_customer"))
                        .message())
                .isEqualTo("\"price\" may be any of order_line.order_line_details.price, order.order_details.price,"
                        + " product.product_prices.price; write which one.");
    }

    @Test
    void findsWhatOnlyTheEngineCanTell() {
        MartProblem problem =
                only(purchases("customer", "ordered_at", "quantity + product_texts.name", "order_customer"));

        assertThat(problem.field()).isEqualTo("amount");
        assertThat(problem.message())
                .isEqualTo("The engine refuses it: Binder Error: No function matches the given name and argument types"
                        + " '+(INTEGER, VARCHAR)'. You might need to add explicit type casts.");
    }

    @Test
    void wantsTheDateToBeOne() {
        assertThat(only(purchases("customer", "product_texts.name", "quantity", "order_customer")))
                .isEqualTo(new MartProblem(
                        "purchases", "date", "It is of type varchar; it must be a date or a timestamp."));
    }

    @Test
    void wantsAmountsToBeNumbers() {
        assertThat(only(purchases("customer", "ordered_at", "product_texts.name", "order_customer")))
                .isEqualTo(new MartProblem("purchases", "amount", "It is of type varchar; it must be a number."));
        assertThat(MartCheck.check(Shop.with(
                        purchases("customer", "ordered_at", "order_details.price * quantity", "order_customer"))))
                .isEmpty();
    }

    @Test
    void refusesAnAggregateInAnExpression() {
        assertThat(only(purchases("customer", "ordered_at", "sum(quantity)", "order_customer"))
                        .field())
                .isEqualTo("amount");
    }

    @Test
    void wantsTheCustomerToBeReached() {
        assertThat(only(purchases("customer", "ordered_at", "quantity")).message())
                .isEqualTo("\"customer\" takes part neither in link \"order_line\" nor in a link under through;"
                        + " [order, product] do.");
    }

    @Test
    void wantsLinksUnderThroughToLeadOnFromWhatIsReached() {
        assertThat(only(purchases("customer", "ordered_at", "quantity", "customer_nation"))
                        .message())
                .isEqualTo("Link \"customer_nation\" is driven by \"customer\", which is not reached; reached are"
                        + " [order, product].");
    }

    @Test
    void refusesALinkUnderThroughThatWouldCountRowsTwice() {
        MartProblem problem =
                only(new DimensionMart("dim", "", "order", List.of("order_line"), DimensionMart.History.TYPE_1));

        assertThat(problem.field()).isEqualTo("through");
        assertThat(problem.message()).contains("side by side").contains("one_row_per");
    }

    @Test
    void namesTheMartsThatThereAre() {
        assertThat(only(sql("a", "select * from mart.b")).message())
                .isEqualTo("It reads \"mart.b\", which is no mart; there are a. (marts/a.sql)");
        assertThat(only(sql("a", "select * from raw_vault.hub_orders")).message())
                .startsWith(
                        "It reads \"raw_vault.hub_orders\", which is no table of this vault; there are hub_order, ");
        assertThat(only(sql("a", "select * from audit.run")).message()).contains("\"audit.run\"");
        assertThat(only(rfm("purchases", 5, "")).message()).isEqualTo("\"purchases\" is no mart of kind transactions.");
    }

    @Test
    void refusesMartsThatReadEachOther() {
        List<MartProblem> problems = MartCheck.check(Shop.with(
                sql("a", "select * from mart.b"), sql("b", "select * from mart.c"), sql("c", "select * from mart.a")));

        assertThat(problems)
                .containsExactly(new MartProblem("a", "query", "It reads itself by way of a -> b -> c -> a."));
    }

    @Test
    void saysWhatIsWrongWithAnRfm() {
        Mart purchases = purchases("customer", "ordered_at", "quantity", "order_customer");
        assertThat(only(purchases, rfm("purchases", 4, "")).field()).isEqualTo("scores");
        assertThat(only(purchases, rfm("purchases", 5, "tomorrow")).field()).isEqualTo("at");
    }

    @Test
    void findsAWrongColumnInASqlMartAndTheLineThatItIsIn() {
        assertThat(only(sql("a", "\nselect\n    order_number\nfrom raw_vault.hub_order\n")))
                .extracting(MartProblem::message, MartProblem::hint)
                .satisfiesExactly(
                        message -> assertThat((String) message)
                                .startsWith("The engine refuses it: Binder Error: Referenced column \"order_number\"")
                                .doesNotContain("\n"),
                        hint -> assertThat(hint).isEqualTo("Line 2 of the query: order_number"));
    }

    @Test
    void buildsMartsAfterThoseThatTheyRead() {
        Vault vault = Shop.with(
                sql("a", "select * from mart.b"), sql("b", "select 1 as one"), sql("c", "select * from mart.a"));

        assertThat(MartQueries.of(vault, VaultSchema.of(vault)))
                .extracting(MartQuery::name)
                .containsExactly("b", "a", "c");
    }

    private static FactMart fact(String at, String... columns) {
        List<FactMart.Column> read = new ArrayList<>();
        for (int each = 0; each < columns.length; each += 2) {
            read.add(new FactMart.Column(columns[each], columns[each + 1], Optional.empty()));
        }
        return new FactMart(
                "fact",
                "",
                new Parent.OfLink("order_line"),
                List.of(),
                Optional.of(at).filter(text -> !text.isEmpty()),
                read,
                Optional.empty());
    }

    private static TransactionsMart ofFact(String fact, String customer, String date, String amount) {
        return new TransactionsMart(
                "purchases",
                "",
                new TransactionsMart.Lines.OfFact(fact),
                customer,
                "order",
                Optional.empty(),
                date,
                amount,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void namesTheColumnOfAFactThatIsWrong() {
        assertThat(only(fact("", "quantity", "quantity", "margin", "quantity * cost")))
                .extracting(MartProblem::field, MartProblem::message)
                .containsExactly("columns.margin", "There is no column \"cost\" here.");
        assertThat(only(fact("", "margin", "quantity * product_texts.name")))
                .extracting(MartProblem::field, problem -> problem.message().split(" '")[0])
                .containsExactly(
                        "columns.margin",
                        "The engine refuses it: Binder Error: No function matches the given name and argument types");
    }

    @Test
    void refusesAnAggregateInAFact() {
        assertThat(only(fact("", "quantity", "quantity", "total", "sum(quantity)")))
                .isEqualTo(new MartProblem(
                        "fact",
                        "columns.total",
                        "It aggregates rows, but it is computed for each row by itself.",
                        "Take the aggregate into a mart of kind sql that reads this one."));
    }

    @Test
    void saysNothingOfMartsThatAreMadeFromABrokenOne() {
        FactMart fact = fact("", "ordered_at", "ordered_at", "quantity", "quantitty");
        assertThat(only(fact, ofFact("fact", "product", "ordered_at", "quantity"), rfm("purchases", 5, ""))
                        .mart())
                .isEqualTo("fact");
    }

    @Test
    void refusesColumnsOfAFactThatUseEachOther() {
        assertThat(only(fact("", "amount", "quantity * net", "net", "amount / quantity")))
                .isEqualTo(new MartProblem(
                        "fact",
                        "columns.amount",
                        "It uses itself by way of amount -> net -> amount; say satellite.column where a column of the"
                                + " vault is meant."));
    }

    @Test
    void wantsTheMomentOfAFactToBeOne() {
        assertThat(only(fact("quantity", "quantity", "quantity")))
                .isEqualTo(new MartProblem("fact", "at", "It is of type integer; it must be a date or a timestamp."));
        assertThat(only(fact("orderd_at", "quantity", "quantity")).field()).isEqualTo("at");
    }

    @Test
    void refusesAColumnOfAFactThatIsCalledLikeAKey() {
        assertThat(only(fact("", "order_no", "quantity")))
                .isEqualTo(new MartProblem(
                        "fact",
                        "columns.order_no",
                        "The fact has the key column \"order_no\" anyway; take it out, or call this otherwise."));
    }

    @Test
    void saysWhatIsWrongWithTransactionsOfAFact() {
        FactMart fact = fact("", "ordered_at", "ordered_at", "quantity", "quantity");
        assertThat(only(fact, ofFact("fact", "customer", "ordered_at", "quantity")))
                .isEqualTo(new MartProblem(
                        "purchases",
                        "customer",
                        "\"customer\" takes part neither in fact \"fact\" nor in a link under its through; [order, product]"
                                + " do."));
        assertThat(only(fact, ofFact("fact", "product", "ordered_at", "price")))
                .isEqualTo(new MartProblem(
                        "purchases",
                        "amount",
                        "There is no column \"price\" in the fact \"fact\".",
                        "There are: order_line_hk, order_hk, product_hk, order_no, product_code, line_number, ordered_at,"
                                + " quantity. A text stands in single quotes: 'price'."));
        assertThat(only(fact, ofFact("fact", "product", "quantity", "quantity")).field())
                .isEqualTo("date");
        assertThat(only(ofFact("facts", "product", "ordered_at", "quantity")).message())
                .isEqualTo("\"facts\" is no mart of kind fact.");
        assertThat(MartCheck.check(Shop.with(ofFact("fact", "product", "ordered_at", "quantity"), fact)))
                .isEmpty();
    }

    @Test
    void buildsAnalysesAfterTheirTransactionsAndTheseAfterTheirFact() {
        FactMart fact = fact("", "ordered_at", "ordered_at", "quantity", "quantity");
        Vault vault = Shop.with(
                sql("total", "select sum(churned) as lost from mart.churn"),
                new ChurnRateMart("churn", "", "purchases", new Loss.AfterDays(90), List.of(), Optional.empty()),
                new HistoricValueMart("worth", "", "purchases", Optional.empty()),
                ofFact("fact", "product", "ordered_at", "quantity"),
                fact);

        assertThat(MartCheck.check(vault)).isEmpty();
        assertThat(MartQueries.of(vault, VaultSchema.of(vault)))
                .extracting(MartQuery::name)
                .containsExactly("fact", "purchases", "churn", "total", "worth");
    }

    @Test
    void tellsCustomersApartByWhatOtherMartsSayOfThem() {
        FactMart fact = fact("", "ordered_at", "ordered_at", "quantity", "quantity");
        TransactionsMart purchases = ofFact("fact", "product", "ordered_at", "quantity");

        assertThat(MartCheck.check(Shop.with(
                        survival(new CustomerGroup.Cohort(), new CustomerGroup.OfMart("dim_product", "name")),
                        new DimensionMart("dim_product", "", "product", List.of(), DimensionMart.History.TYPE_2),
                        new LogRankMart("compared", "", "survival"),
                        purchases,
                        fact)))
                .as("the customer of these purchases is the product")
                .isEmpty();
        assertThat(MartCheck.check(Shop.with(
                        survival(new CustomerGroup.OfMart("dim_customer", "name")),
                        new DimensionMart("dim_customer", "", "customer", List.of(), DimensionMart.History.TYPE_1),
                        purchases,
                        fact)))
                .extracting(MartProblem::field, MartProblem::message)
                .containsExactly(tuple(
                        "by",
                        "\"dim_customer\" is a dimension of customer, but the customers of \"purchases\" are known by"
                                + " product_code."));
        assertThat(MartCheck.check(Shop.with(
                        survival(new CustomerGroup.OfMart("dim_product", "shade")),
                        new DimensionMart("dim_product", "", "product", List.of(), DimensionMart.History.TYPE_1),
                        purchases,
                        fact)))
                .extracting(MartProblem::field)
                .containsExactly("by");
        assertThat(MartCheck.check(Shop.with(new LogRankMart("compared", "", "survival"), survival(), purchases, fact)))
                .extracting(MartProblem::message)
                .containsExactly("\"survival\" does not tell customers apart, so there is nothing to compare.");
    }

    @Test
    void findsWhatContractsLack() {
        FactMart fact = fact("", "ordered_at", "ordered_at", "quantity", "quantity");

        assertThat(MartCheck.check(Shop.with(contracts("ordered_at", "ordered_at"), fact)))
                .isEmpty();
        assertThat(MartCheck.check(Shop.with(contracts("ordered_at", "cancelled_at"), fact)))
                .extracting(MartProblem::field)
                .containsExactly("ends");
        assertThat(MartCheck.check(Shop.with(contracts("quantity", "ordered_at"), fact)))
                .extracting(MartProblem::field)
                .containsExactly("starts");
    }

    private static SurvivalMart survival(CustomerGroup... by) {
        return new SurvivalMart("survival", "", "purchases", new Loss.AfterDays(60), List.of(by), Optional.empty());
    }

    private static ChurnRateMart contracts(String starts, String ends) {
        return new ChurnRateMart(
                "lost", "", "fact", new Loss.AtEnd("product_hk", starts, ends), List.of(), Optional.empty());
    }
}
