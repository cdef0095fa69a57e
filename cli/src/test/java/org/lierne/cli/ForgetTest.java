package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.erasure.ErasureRequest;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.project.VaultProject;

/**
 * A person is forgotten for real, by the command line: a vault over files of every format, and every kind of table. No byte
 * of the person is left, what the vault promises holds, and everybody else is as before.
 */
final class ForgetTest {

    /** What is said of nobody but the person; the key too. */
    private static final List<String> PERSONAL = List.of(
            "C-1001",
            "Lovelace",
            "Augusta",
            "ada@example.org",
            "Byron",
            "St James Square",
            "Ockham Park",
            "+44 1111",
            "+44 2222",
            "10.9.8.7",
            "DE44ADA",
            "Loved every page",
            "gold-for-ada",
            "pet of ada",
            "1815-12-10");

    @TempDir
    Path folder;

    private Path project;
    private CapturedConsole captured = CapturedConsole.piped();

    private void write(String path, String text) throws IOException {
        write(path, text, StandardCharsets.UTF_8);
    }

    private void write(String path, String text, Charset charset) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        if (path.endsWith(".gz")) {
            try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file))) {
                bytes.write(text.getBytes(charset));
            }
            return;
        }
        Files.writeString(file, text, charset);
    }

    private void makeVault() throws IOException, SQLException {
        project = folder.resolve("shop");
        write("vault.yml", "vault: shop\nrejects: { stop_above: 90% }\n");
        write("sources/all.yml", """
                system: shop
                sources:
                  customers:
                    files: "customers_{load_date:yyyyMMdd}.csv"
                    keys: [customer]
                    one_row_per: customer
                    required: first_name
                    sensitive: [first_name, last_name, email, born, street]
                    schema_changes: capture
                    columns:
                      customer_id: varchar
                      first_name: varchar
                      last_name: varchar
                      email: { type: varchar, matches: ".+@.+" }
                      born: date
                      street: varchar
                      city: varchar
                      greeting: { sql: "'Dear ' || last_name" }
                  phones:
                    files: "phones_{load_date:yyyyMMdd}.csv.gz"
                    format: { delimiter: ";", encoding: latin-1 }
                    keys: [customer]
                    sensitive: number
                    columns: { customer_id: varchar, kind: varchar, number: varchar }
                  orders:
                    files: "orders_{load_date:yyyyMMdd}.ndjson"
                    keys: { order: order_id, customer: customer, recipient: recipient }
                    one_row_per: order
                    sensitive: [ship_to, note]
                    columns:
                      order_id: { from: id, type: varchar }
                      customer: { from: buyer.id, type: varchar }
                      recipient: { from: recipient.id, type: varchar }
                      ship_to: { from: recipient.street, type: varchar }
                      note: varchar
                      amount: integer
                  order_lines:
                    files: "orders_{load_date:yyyyMMdd}.ndjson"
                    rows: lines
                    keys: { order: order_id, product: product }
                    columns:
                      order_id: { from: $.id, type: varchar }
                      line: { type: integer }
                      product: { from: sku, type: varchar }
                      quantity: integer
                  reviews:
                    files: "reviews_{load_date:yyyyMMdd}.json"
                    rows: reviews
                    keys: { customer: customer, product: product }
                    sensitive: text
                    columns:
                      review_id: { from: id, type: varchar }
                      customer: varchar
                      product: varchar
                      stars: integer
                      text: varchar
                  visits:
                    files: "visits_{load_date:yyyyMMdd}.parquet"
                    keys: { customer: customer_id }
                    sensitive: ip
                    columns: { visit_id: varchar, customer_id: varchar, ip: { from: client.ip, type: varchar }, agent: { from: client.agent, type: varchar }, pages: integer }
                  payments:
                    files: "payments_{load_date:yyyyMMdd}.csv"
                    keys: { customer: customer_id, order: order_id }
                    one_row_per: payment_id
                    sensitive: iban
                    columns: { payment_id: varchar, customer_id: varchar, order_id: varchar, iban: varchar, amount: integer }
                  levels:
                    files: "levels_{load_date:yyyyMMdd}.csv"
                    keys: [customer]
                    sensitive: remark
                    columns: { customer_id: varchar, level: varchar, remark: varchar }
                  members:
                    files: "members_{load_date:yyyyMMdd}.csv"
                    delivery: full
                    keys: [customer]
                    one_row_per: customer
                    sensitive: pet
                    columns: { customer_id: varchar, pet: varchar, since: date }
                """);
        write("model/all.yml", """
                hubs:
                  customer: { key: customer_id, roles: recipient }
                  order: order_id
                  product: product_code
                links:
                  order_customer: { connects: [order, customer, recipient], from: orders }
                  order_line: { connects: [order, product], dependent_child_key: line, from: order_lines }
                  review: { connects: [customer, product], dependent_child_key: review_id, from: reviews }
                  visit: { kind: non_historized, connects: customer, dependent_child_key: visit_id, from: visits, columns: [ip, agent, pages] }
                  payment: { kind: non_historized, connects: [customer, order], dependent_child_key: payment_id, from: payments, columns: [iban, amount], corrections: counter_row }
                satellites:
                  customer_contact: { of: customer, from: customers, columns: [first_name, last_name, email, born, greeting] }
                  customer_address: { of: customer, from: customers, columns: [street, city], hashdiff: { without: street } }
                  customer_phone: { kind: multi_active, of: customer, from: phones, sub_key: kind }
                  order_address: { of: order, from: orders, columns: [ship_to, note] }
                  order_details: { of: order, from: orders, columns: amount }
                  order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
                  order_line_details: { of: order_line, from: order_lines }
                  review_text: { of: review, from: reviews }
                  member_details: { of: customer, from: members }
                  member_status: { kind: status_tracking, of: customer, from: members }
                references:
                  customer_level: { key: customer_id, from: levels, history: true }
                snapshots:
                  nightly: { keep: { daily: forever } }
                point_in_time:
                  customer: { satellites: [customer_contact, customer_address], snapshots: nightly }
                  order: { satellites: order_address, snapshots: nightly }
                bridges:
                  line_customer: { path: [order_line, order, order_customer, customer], snapshots: nightly }
                """);
        write("marts/all.yml", """
                marts:
                  dim_customer: { kind: dimension, of: customer, history: type_2 }
                  dim_order: { kind: dimension, of: order }
                """);
        firstDeliveries();
        laterDeliveries();
    }

    private void firstDeliveries() throws IOException, SQLException {
        write("landing/customers_20240101.csv", """
                customer_id,first_name,last_name,email,born,street,city,nickname
                C-1001,Augusta,Byron,ada@example.org,1815-12-10,"12, St James Square",London,Augusta B
                C-1002,Blaise,Pascal,blaise@example.org,1623-06-19,Rue 1,Paris,BP
                C-1001,Augusta,Lovelace,ada@example.org,1815-12-10,"12, St James Square",London,Augusta L
                C-1001,Augusta,King,ada(at)Ockham Park,1815-12-10,Ockham Park,Ockham,
                C-1001,Augusta,Lovelace
                C-1002,Blaise
                """);
        write(
                "landing/phones_20240101.csv.gz",
                "customer_id;kind;number\nC-1001;home;+44 1111\nC-1001;work;+44 2222\nC-1002;home;+33 3é\n",
                StandardCharsets.ISO_8859_1);
        write("landing/orders_20240101.ndjson", """
                {"id":"7","buyer":{"id":"C-1001","name":"Lovelace"},"recipient":{"id":"C-1001","street":"St James Square"},"note":"for Augusta","amount":10,"lines":[{"line":1,"sku":"P1","quantity":2},{"line":2,"sku":"P2","quantity":1}]}
                {"id":"8","buyer":{"id":"C-1002","name":"Pascal"},"recipient":{"id":"C-1001","street":"Ockham Park"},"note":null,"amount":20,"lines":[{"line":1,"sku":"P1","quantity":1}]}
                {"id":"9","buyer":{"id":"C-1002","name":"Pascal"},"recipient":{"id":"C-1002","street":"Rue 1"},"note":"x","amount":30,"lines":[]}
                {"id":"10","buyer":{"id":"C-1001","name":"Lovelace"},"recipient":{"id":"C-1001","street":"St James Square"},"amount":"many","lines":[{"line":1,"sku":"P2","quantity":3}]}
                {"id":"11","buyer":{"id":"C-1001","name":"Love
                """);
        write("landing/reviews_20240101.json", """
                {"exported":"now","reviews":[
                  {"id":"r1","customer":"C-1001","product":"P1","stars":5,"text":"Loved every page"},
                  {"id":"r2","customer":"C-1002","product":"P1","stars":1,"text":"A wager"}
                ]}
                """);
        parquet(
                "landing/visits_20240101.parquet",
                "select * from (values ('v1','C-1001',{'ip':'10.9.8.7','agent':'lynx'},3),"
                        + " ('v2','C-1002',{'ip':'10.1.1.1','agent':'w3m'},4)) as t(visit_id, customer_id, client, pages)");
        write("landing/payments_20240101.csv", """
                payment_id,customer_id,order_id,iban,amount
                p1,C-1001,7,DE44ADA,10
                p2,C-1002,8,FR55,20
                """);
        write("landing/levels_20240101.csv", """
                customer_id,level,remark
                C-1001,gold,gold-for-ada
                C-1002,silver,none
                """);
        write("landing/members_20240101.csv", """
                customer_id,pet,since
                C-1001,pet of ada,2020-01-01
                C-1002,cat,2021-01-01
                C-1003,dog,2022-01-01
                """);
    }

    private void laterDeliveries() throws IOException, SQLException {
        write("landing/customers_20240102.csv", """
                customer_id,first_name,last_name,email,born,street,city
                C-1001,Augusta,Lovelace,ada@example.org,1815-12-10,Ockham Park,Ockham
                C-1003,Carl,Gauss,carl@example.org,1777-04-30,Gasse 3,Bonn
                """);
        write(
                "landing/phones_20240102.csv.gz",
                "customer_id;kind;number\nC-1001;home;+44 1111\nC-1002;home;+33 4\n",
                StandardCharsets.ISO_8859_1);
        write("landing/orders_20240102.ndjson", """
                {"id":"7","buyer":{"id":"C-1002","name":"Pascal"},"recipient":{"id":"C-1002","street":"Rue 1"},"note":"x","amount":10,"lines":[{"line":1,"sku":"P1","quantity":2}]}
                """);
        write("landing/payments_20240102.csv", """
                payment_id,customer_id,order_id,iban,amount
                p1,C-1001,7,DE44ADA2,11
                """);
        write("landing/members_20240102.csv", """
                customer_id,pet,since
                C-1001,pet of ada,2020-01-01
                C-1002,cat,2021-01-01
                """);
    }

    private void parquet(String path, String rows) throws SQLException {
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            statement.execute("copy (" + rows + ") to '" + project.resolve(path) + "' (format parquet)");
        }
    }

    @Test
    void aPersonIsForgotten() throws Exception {
        makeVault();
        assertThat(lierne("run")).as(told()).isIn(0, 6);
        assertThat(OwnedFiles.finding(warehouse(), PERSONAL))
                .as("what is personal stands in the files before")
                .hasSizeGreaterThan(PERSONAL.size());
        List<String> personal = personal();
        Map<String, List<String>> before = tables();

        assertThat(lierne("forget", "customer", "C-1001", "--dry-run"))
                .as(told())
                .isZero();
        assertThat(told()).contains("raw_vault.hub_customer", "nothing was erased");
        String foretold = counts();
        assertThat(tables()).as("after a trial").isEqualTo(before);
        assertThat(lierne("forget", "customer", "C-1001", "--reason", "request 17"))
                .as(told())
                .isZero();
        assertThat(told()).contains("landing folder", "backups");
        assertThat(counts()).as("what a trial says is what happens").isEqualTo(foretold);
        assertThat(counts()).contains("rebuilt").doesNotContainPattern("table +business_vault.(pit|bridge)");

        assertThat(OwnedFiles.finding(warehouse(), PERSONAL)).isEmpty();
        othersAreAsBefore(before, personal);
        holdsWhatItPromises();
        assertThat(query("select hub, reason, records, finished_at is not null from audit.erasure"))
                .isEqualTo("customer|request 17|20|true|\n");

        deliverAgain();
        assertThat(lierne("run")).as(told()).isIn(0, 6);
        assertThat(told()).contains("kept out");
        assertThat(OwnedFiles.finding(warehouse(), PERSONAL))
                .as("delivered again")
                .isEmpty();
        othersAreAsBefore(before, personal);
        holdsWhatItPromises();
        assertThat(query("select count(*) from raw_vault.hub_customer where customer_id like 'C-%'"))
                .as("the newcomer is there, the person is not")
                .isEqualTo("3|\n");
        assertThat(query("select path, records, accepted, filtered, rejected from audit.delivery"
                        + " where path like '%20240103%' and source <> 'order_lines' order by 1"))
                .isEqualTo("""
                        customers_20240103.csv|6|1|3|2|
                        orders_20240103.ndjson|5|1|3|1|
                        phones_20240103.csv.gz|4|2|2|0|
                        visits_20240103.parquet|2|1|1|0|
                        """);
        assertThat(lierne("forget", "customer", "C-1001", "--reason", "again")).isEqualTo(1);
        assertThat(told()).contains("was erased already");
    }

    /** After the commit the key is erased, and files hold it still, as does one that a killed process has left. */
    @Test
    void anInterruptedErasureIsEndedByTheSameCommand() throws Exception {
        project = folder.resolve("small");
        small();
        assertThat(lierne("run")).as(told()).isZero();
        ErasureRequest request = new ErasureRequest(
                "customer",
                List.of("C-1001"),
                Optional.empty(),
                "request 17",
                "officer",
                project.resolve("landing"),
                Optional.of(warehouse().resolve("archive")),
                List.of(),
                false,
                false,
                OptionalLong.empty());
        RunListener dies = event -> {
            if (event instanceof RunEvent.Committed) {
                throw new IllegalStateException("killed after the commit");
            }
        };
        try (Warehouse opened = Warehouse.open(warehouse().resolve("shop.duckdb"), WarehouseSettings.defaults())) {
            VaultProject shop = VaultProject.read(project);
            assertThatThrownBy(() -> shop.forget(opened, request, warehouse(), dies))
                    .hasMessage("killed after the commit");
        }
        Files.writeString(warehouse().resolve("shop.duckdb.rewriting"), "C-1001,Lovelace");
        assertThat(OwnedFiles.finding(warehouse(), PERSONAL)).isNotEmpty();

        assertThat(lierne("forget", "customer", "C-1001", "--reason", "request 17"))
                .as(told())
                .isZero();
        assertThat(told()).contains("An erasure that had been interrupted is ended");
        assertThat(OwnedFiles.finding(warehouse(), PERSONAL)).isEmpty();
        assertThat(query("select count(*) from audit.erasure where finished_at is null"))
                .isEqualTo("0|\n");
        holdsWhatItPromises();
        assertThat(lierne("query", "select count(*) from mart.dim_customer"))
                .as(told())
                .isZero();
    }

    /** What cannot be ended before the commit is taken back: copies that were written anew too, which are of nobody's. */
    @Test
    void whatFailsBeforeTheCommitLeavesAllAsItWas() throws Exception {
        project = folder.resolve("failing");
        small();
        assertThat(lierne("run")).as(told()).isZero();
        List<Path> before = archived();
        Path inTheWay = warehouse().resolve("shop.duckdb.forgotten.tmp/file");
        Files.createDirectories(inTheWay.getParent());
        Files.createFile(inTheWay);

        assertThat(lierne("forget", "customer", "C-1001", "--reason", "about c-1001"))
                .isEqualTo(2);
        assertThat(told()).as("in other letters").contains("holds the key, and is recorded");
        assertThat(lierne("forget", "customer", "C-1001", "--reason", "request 17"))
                .isEqualTo(1);

        assertThat(told()).contains("The vault is as it was before.");
        assertThat(archived()).isEqualTo(before);
        assertThat(query("select kind, outcome from audit.run order by run_id"))
                .isEqualTo("run|done|\nforget|failed|\n");
        Files.delete(inTheWay);
        assertThat(lierne("forget", "customer", "C-1001", "--reason", "request 17"))
                .as(told())
                .isZero();
        assertThat(OwnedFiles.finding(warehouse(), PERSONAL)).isEmpty();
    }

    private void small() throws IOException {
        write("vault.yml", "vault: shop\n");
        write("sources/all.yml", """
                source: customers
                files: "customers_{load_date:yyyyMMdd}.csv"
                keys: [customer]
                sensitive: name
                columns: { customer_id: varchar, name: varchar }
                """);
        write("model/all.yml", """
                hubs: { customer: customer_id }
                satellites: { customer_details: { of: customer, from: customers } }
                """);
        write("marts/all.yml", "marts: { dim_customer: { kind: dimension, of: customer } }\n");
        write("landing/customers_20240101.csv", "customer_id,name\nC-1001,Lovelace\nC-1002,Pascal\n");
    }

    private List<Path> archived() throws IOException {
        try (Stream<Path> files = Files.walk(warehouse().resolve("archive"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Files of before under other paths, one of them with somebody new. */
    private void deliverAgain() throws IOException {
        Path landing = project.resolve("landing");
        for (String file : List.of("customers_%s.csv", "orders_%s.ndjson", "visits_%s.parquet")) {
            Files.copy(landing.resolve(file.formatted("20240101")), landing.resolve(file.formatted("20240103")));
        }
        write(
                "landing/phones_20240103.csv.gz",
                "customer_id;kind;number\nC-1001;home;+44 1111\nC-1001;work;+44 2222\nC-1002;home;+33 4\nC-1004;home;+1\n",
                StandardCharsets.ISO_8859_1);
    }

    private void holdsWhatItPromises() {
        assertThat(lierne("verify")).as(told()).isZero();
        assertThat(lierne("verify", "--rebuild")).as(told()).isZero();
    }

    /** Texts of which each row of the person has one. */
    private List<String> personal() {
        List<String> personal = new ArrayList<>(PERSONAL);
        String hash = query(
                        "select cast(customer_hk as varchar) from raw_vault.hub_customer where customer_id = 'C-1001'")
                .replace("|\n", "");
        personal.add(hash);
        for (String link : List.of("order_customer", "review", "visit", "payment")) {
            personal.addAll(List.of(query("select cast(" + link + "_hk as varchar) from raw_vault.link_" + link
                            + " as link where cast(link as varchar) like '%" + hash + "%'")
                    .replace("|", "")
                    .split("\n")));
        }
        return personal;
    }

    /** Each row of before that is nobody's but others' is there still. */
    private void othersAreAsBefore(Map<String, List<String>> before, List<String> personal) {
        Map<String, List<String>> now = tables();
        before.forEach((table, rows) -> {
            List<String> others = rows.stream()
                    .filter(row -> personal.stream().noneMatch(row::contains))
                    .toList();
            assertThat(now.get(table)).as(table).containsAll(others);
        });
    }

    /** The rows of the raw vault and of the marts, as texts. */
    private Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String file : List.of("shop.duckdb", "marts.duckdb")) {
            try (Connection connection =
                    DriverManager.getConnection("jdbc:duckdb:" + warehouse().resolve(file))) {
                for (String table : OwnedFiles.cells(
                                connection,
                                "select schema_name || '.' || table_name"
                                        + " from duckdb_tables() where schema_name in ('raw_vault', 'mart') order by 1")
                        .split("\\|\n")) {
                    tables.put(
                            table,
                            List.of(OwnedFiles.cells(connection, "from " + table)
                                    .split("\n")));
                }
            } catch (SQLException failed) {
                throw new AssertionError(file, failed);
            }
        }
        return tables;
    }

    private Path warehouse() {
        return project.resolve("warehouse");
    }

    private String query(String sql) {
        try (Connection connection =
                DriverManager.getConnection("jdbc:duckdb:" + warehouse().resolve("shop.duckdb"))) {
            return OwnedFiles.cells(connection, sql);
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /** The lines of the table of counts. */
    private String counts() {
        return captured.out()
                .lines()
                .filter(line -> line.matches("(table|rebuilt|copy|file) .*"))
                .collect(Collectors.joining("\n"));
    }

    private String told() {
        return captured.out() + captured.err();
    }

    private int lierne(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--project", project.toString()));
        captured = CapturedConsole.piped();
        return Lierne.run(captured.console(), new VaultOperations(), all.toArray(String[]::new));
    }
}
