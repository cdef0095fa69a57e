package org.lierne.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.Column;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.DataType;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.TextCase;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;

final class MetadataReaderTest {

    private static final Vault RETAIL = vault("online_retail");
    private static final Vault BOOKSHOP = vault("bookshop");

    @TempDir
    private Path folder;

    private static Vault vault(String name) {
        MetadataResult result = MetadataReader.read(Vaults.resource("vaults/" + name));
        assertThat(result.diagnostics()).as(Vaults.render(result)).isEmpty();
        return result.vault().orElseThrow();
    }

    @Test
    void theRestOfASourceIsWhatHasNoOtherPlace() {
        assertThat(descriptive(RETAIL, "invoice_line_details").columns())
                .containsExactly("quantity", "invoice_date", "unit_price", "country");
        assertThat(descriptive(RETAIL, "invoice_line_details").rest()).isTrue();
        assertThat(descriptive(RETAIL, "product_description").columns()).containsExactly("description");
        assertThat(descriptive(BOOKSHOP, "sale_details").columns())
                .containsExactly("sold_at", "delivered_on", "quantity", "net", "channel", "gift", "currency");
        assertThat(descriptive(BOOKSHOP, "sale_details").was()).contains("sale_facts");
    }

    private static DescriptiveSatellite descriptive(Vault vault, String name) {
        return (DescriptiveSatellite) vault.satellite(name);
    }

    @Test
    void defaultsAreFilledIn() {
        assertThat(RETAIL.hashing()).isEqualTo(Hashing.DEFAULT);
        assertThat(RETAIL.timezone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(RETAIL.archive()).isTrue();
        Source invoices = RETAIL.source("invoices");
        assertThat(invoices.recordSource()).isEqualTo("invoices");
        assertThat(invoices.tracked()).isTrue();
        assertThat(invoices.format()).isEqualTo(CsvFormat.DEFAULT);
        assertThat(invoices.loadDate()).isEqualTo(new Source.LoadDateRule.FromPath());
        assertThat(invoices.files().parts())
                .containsExactly(new FilePattern.LoadDate("yyyy-MM-dd"), new FilePattern.Literal(".csv.gz"));
        assertThat(invoices.column("line_number").origin())
                .isEqualTo(new Column.Origin.RowNumberWithin(List.of("invoice_no")));
        assertThat(invoices.key("customer"))
                .contains(new Source.KeyUse("customer", "customer", List.of("customer_id")));
        assertThat(RETAIL.hub("customer").key().get(0).type()).isEqualTo(DataType.VARCHAR);
        assertThat(RETAIL.link("invoice_line").dependentChildKey())
                .containsExactly(new Link.DependentChildKey("line_number", DataType.INTEGER));
        assertThat((RfmMart) RETAIL.mart("customer_rfm"))
                .isEqualTo(
                        new RfmMart("customer_rfm", "", "purchases", RfmMart.Grid.TEN_SEGMENTS, 5, Optional.empty()));
    }

    @Test
    void theVaultSaysWhatVaultYmlSays() {
        assertThat(BOOKSHOP.description()).isEqualTo("A bookshop with two branches.");
        assertThat(BOOKSHOP.hashing())
                .isEqualTo(new Hashing(Hashing.Profile.LIERNE, Hashing.Algorithm.SHA256, Hashing.Storage.HEX));
        assertThat(BOOKSHOP.rejectsStopAbove()).isEqualTo(0.025);
        assertThat(BOOKSHOP.archive()).isFalse();
        assertThat(BOOKSHOP.sources()).extracting(Source::name).containsExactly("books", "sales", "stock");
        assertThat(BOOKSHOP.hubs())
                .extracting(Hub::name)
                .containsExactly("book", "publisher", "branch", "receipt", "customer");
        assertThat(BOOKSHOP.satellites()).extracting(Satellite::name).startsWith("book_details", "book_price");
    }

    @Test
    void keysBesideSourcesAreTheirDefaults() {
        Source stock = BOOKSHOP.source("stock");
        assertThat(stock.recordSource()).isEqualTo("till.stock");
        assertThat(stock.files().text()).isEqualTo("stock/{branch}_{load_date:yyyyMMdd}.csv");
        assertThat(stock.tracked()).isFalse();
        assertThat(stock.column("branch").origin()).isEqualTo(new Column.Origin.Path());
        assertThat(stock.format()).isEqualTo(new CsvFormat(';', '"', '"', CsvFormat.Encoding.LATIN_1, 8 * 1024 * 1024));
        assertThat(BOOKSHOP.source("books").recordSource()).isEqualTo("catalogue");
    }

    @Test
    void theFormatFlowsIntoEachColumn() {
        Source sales = BOOKSHOP.source("sales");
        assertThat(sales.column("delivered_on").reading().formats()).containsExactly("dd.MM.yyyy");
        assertThat(sales.column("changed_at").reading().formats())
                .containsExactly("dd.MM.yyyy HH:mm", "yyyy-MM-ddTHH:mm:ssZ");
        assertThat(sales.column("changed_at").reading().timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(sales.column("sold_at").reading().timezone()).isEqualTo(ZoneId.of("Europe/Vienna"));
        assertThat(sales.column("gross").reading().decimalSeparator()).isEqualTo(',');
        assertThat(sales.column("gross").reading().thousandsSeparator()).contains('.');
        assertThat(sales.column("isbn").reading().formats()).isEmpty();
        assertThat(BOOKSHOP.source("books").column("exported_on").reading().timezone())
                .isEqualTo(ZoneId.of("UTC"));
    }

    @Test
    void columnsAreReadAndChecked() {
        Source sales = BOOKSHOP.source("sales");
        Column isbn = sales.column("isbn");
        assertThat(isbn.reading().cleaning().replace()).isEqualTo(Map.of("-", ""));
        assertThat(isbn.checks().minLength()).contains(13);
        assertThat(isbn.checks().maxLength()).contains(13);
        assertThat(isbn.checks().matches()).contains("\\d+");
        assertThat(sales.column("remark").checks().minLength()).isEmpty();
        assertThat(sales.column("remark").checks().maxLength()).contains(200);
        assertThat(sales.column("customer_no").reading().nullValues()).containsExactly("", "0");
        assertThat(sales.column("customer_no").origin()).isEqualTo(new Column.Origin.Field("Kundennummer"));
        assertThat(sales.column("quantity").checks().max()).contains(new BigDecimal(999));
        assertThat(sales.column("channel").reading().map()).isEqualTo(Map.of("www", "web"));
        assertThat(sales.column("channel").reading().cleaning().textCase()).contains(TextCase.LOWER);
        assertThat(sales.column("gift").reading().yesWords()).containsExactly("ja");
        assertThat(sales.column("net").origin()).isEqualTo(new Column.Origin.Expression("round(gross / 1.07, 2)"));
        assertThat(sales.column("currency").origin()).isEqualTo(new Column.Origin.Value("EUR"));
        assertThat(sales.required()).containsExactlyInAnyOrder("sold_at", "line_no");
        assertThat(sales.ignore()).containsExactly("Till operator", "gross");
        assertThat(sales.where()).contains("quantity <> 0");
        assertThat(sales.newColumn()).isEqualTo(Source.NewColumn.IGNORE);
    }

    @Test
    void rolesAreHubsUnderOtherNames() {
        assertThat(BOOKSHOP.link("sale").connects())
                .containsExactly(
                        new Participant("receipt", "receipt"),
                        new Participant("book", "book"),
                        new Participant("customer", "customer"),
                        new Participant("recipient", "customer"));
        assertThat(BOOKSHOP.source("sales").key("recipient"))
                .contains(new Source.KeyUse("recipient", "customer", List.of("ship_to_no")));
    }

    @Test
    void aDrivingKeyComesFromOneRowPerUnlessDeclared() {
        assertThat(((EffectivitySatellite) BOOKSHOP.satellite("book_publisher_effectivity")).drivingKey())
                .containsExactly("book");
        assertThat(((EffectivitySatellite) BOOKSHOP.satellite("sale_effectivity")).drivingKey())
                .containsExactly("receipt", "line_no");
    }

    @Test
    void loadDatesComeFromColumnsToo() {
        Source books = BOOKSHOP.source("books");
        assertThat(books.loadDate()).isEqualTo(new Source.LoadDateRule.FromColumn("exported_on"));
        assertThat(books.endOfDay()).isTrue();
    }

    @Test
    void martsAreRead() {
        TransactionsMart purchases = (TransactionsMart) BOOKSHOP.mart("purchases");
        assertThat(purchases.lines()).isEqualTo(new TransactionsMart.Lines.OfLink("sale", List.of()));
        assertThat(purchases.amount()).isEqualTo("quantity * net");
        SqlMart revenue = (SqlMart) BOOKSHOP.mart("revenue");
        assertThat(revenue.query()).contains("group by day");
        assertThat(revenue.file()).isEqualTo("sql/revenue.sql");
        assertThat(((SqlMart) BOOKSHOP.mart("receipts")).file()).isEqualTo("marts/sales.yml");
    }

    @Test
    void positionsAreFoundByPath() {
        Positions positions =
                MetadataReader.read(Vaults.resource("vaults/bookshop")).positions();
        assertThat(positions.find("sources.sales.columns.net.sql").map(Position::toString))
                .contains("sources/sales.yml:32:19");
        assertThat(positions.find("sources.stock.format.delimiter").map(Position::toString))
                .as("from the defaults of the file")
                .contains("sources/sales.yml:4:14");
        assertThat(positions.find("timezone").map(Position::toString)).contains("vault.yml:3:11");
        assertThat(positions.find("sources.sales.columns.missing")).isEmpty();
        assertThat(positions.nearest("marts.purchases.margin.sql").map(Position::toString))
                .contains("marts/sales.yml:2:3");
    }

    @Test
    void aFolderWithoutMetadataIsAnError() {
        assertThat(MetadataReader.read(folder.resolve("missing")).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("missing_file");
        assertThat(MetadataReader.read(folder).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("missing_file");
    }

    @Test
    void bytesThatAreNotUtf8AreAnErrorAndNothingElseIsSaidAboutThem() throws Exception {
        Vaults.write(Vaults.files("bookshop"), folder);
        Files.write(folder.resolve("model/books.yml"), new byte[] {'h', (byte) 0xE4, ':'});
        assertThat(MetadataReader.read(folder).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("not_utf8");
    }

    @Test
    void brokenYamlInOneFileIsTheOnlyThingSaid() throws Exception {
        Vaults.write(Vaults.files("bookshop"), folder);
        Files.writeString(folder.resolve("sources/sales.yml"), "sources: [\n");
        assertThat(MetadataReader.read(folder).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("invalid_yaml");
    }

    @Test
    void deepNestingIsAnErrorAndNoOverflow() throws Exception {
        Vaults.write(Vaults.files("bookshop"), folder);
        Files.writeString(folder.resolve("vault.yml"), "vault: " + "[".repeat(200_000));
        assertThat(MetadataReader.read(folder).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("invalid_yaml");
    }
}
