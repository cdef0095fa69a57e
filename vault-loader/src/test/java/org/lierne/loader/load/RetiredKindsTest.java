package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.SchemaFinding;

/** Whatever is retired stays as it was, and, loaded again, is what it would be had it never been retired. */
class RetiredKindsTest {

    private static final String DELTA = "delta";
    private static final String FULL = "full";
    private static final String CHANGE_RECORDS = "{ kind: cdc, operation: op, deletes: D }";

    private static final String SOURCES = """
            sources:
              contracts:
                delivery: %1$s
                files: "contracts_{load_date:yyyyMMdd}*.csv"
                keys: { contract: contract_id, customer: customer_id }
                one_row_per: contract
                columns:
                  contract_id: varchar
                  customer_id: varchar
                  line: integer
                  share: { type: "decimal(5,2)" }
                  note: varchar
                  country: varchar
                  country_name: varchar
                  op: varchar
                %2$s
              phones:
                delivery: %3$s
                files: "phones_{load_date:yyyyMMdd}*.csv"
                keys: { contract: contract_id }
                one_row_per: [contract, kind]
                columns: { contract_id: varchar, kind: varchar, phone: varchar, op: varchar }
                ignore: op
            """;
    private static final String SOURCES_WITHOUT = """
            sources:
              contracts:
                delivery: %1$s
                files: "contracts_{load_date:yyyyMMdd}*.csv"
                keys: { contract: contract_id }
                one_row_per: contract
                columns: { contract_id: varchar, note: varchar, op: varchar }
                ignore: [customer_id, line, share, country, country_name%2$s]
              phones:
                delivery: %3$s
                files: "phones_{load_date:yyyyMMdd}*.csv"
                keys: { contract: contract_id }
                one_row_per: [contract, kind]
                columns: { contract_id: varchar, kind: varchar, phone: varchar, op: varchar }
                ignore: [kind, phone, op]
            """;
    private static final String MODEL = """
            hubs:
              contract: contract_id
              customer: { key: customer_id%1$s }
            links:
              contract_customer: { connects: [contract, customer], dependent_child_key: line, from: contracts%1$s }
              contract_payer: { connects: [contract, customer], from: contracts%1$s }
            satellites:
              contract_note: { of: contract, from: contracts, columns: note }
              share: { of: contract_customer, from: contracts, columns: share%1$s }
              in_force: { kind: effectivity, of: contract_customer, from: contracts, driving_key: contract%1$s }
              phones: { kind: multi_active, of: contract, from: phones, sub_key: kind, columns: phone%1$s }
              %2$s
            references:
              country: { key: country, from: contracts, columns: country_name, history: true%1$s }
            point_in_time: [customer]
            bridges:
              contracts: { path: [contract_payer, customer] }
            """;
    private static final String STATUS = "status: { kind: status_tracking, of: contract, from: contracts%s }";
    private static final String RETIRED = ", retired: true";

    private static final String CONTRACTS = "contract_id,customer_id,line,share,note,country,country_name,op\n";
    private static final String PHONES = "contract_id,kind,phone,op\n";

    @TempDir
    Path folder;

    private final List<Project> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Project::close);
    }

    private static String sources(String text, String delivery) {
        boolean operation = delivery.equals(CHANGE_RECORDS);
        String ignored = text.equals(SOURCES) ? "ignore: op" : ", op";
        return text.formatted(delivery, operation ? "" : ignored, operation ? DELTA : delivery);
    }

    private static String model(String delivery, String retired) {
        return MODEL.formatted(retired, delivery.equals(DELTA) ? "" : STATUS.formatted(retired));
    }

    private Project given(String name, String delivery) {
        Project project = Project.of(folder.resolve(name), sources(SOURCES, delivery), model(delivery, ""));
        open.add(project);
        project.keepArchive();
        return project;
    }

    private static void retire(Project project, String delivery) {
        project.change(sources(SOURCES_WITHOUT, delivery), model(delivery, RETIRED));
    }

    private static void load(Project project, String day, List<String> contracts, List<String> phones) {
        project.deliverText("contracts_202401" + day + ".csv", CONTRACTS + String.join("\n", contracts) + "\n");
        project.deliverText("phones_202401" + day + ".csv", PHONES + String.join("\n", phones) + "\n");
        assertThat(project.run().failures()).isEmpty();
    }

    private static void begin(Project project) {
        load(
                project,
                "01",
                List.of("1,C1,1,10.50,a,DE,Germany,I", "2,C2,1,20,b,AT,Austria,I", "3,C3,2,30,c,DE,Germany,I"),
                List.of("1,home,11,I", "1,work,12,I", "2,home,21,I"));
        load(
                project,
                "05",
                List.of("1,C2,1,10.50,a,DE,Deutschland,U", "3,,2,31,c,FR,France,U"),
                List.of("1,home,11,U", "2,home,21,D"));
    }

    private static void goOn(Project project) {
        load(
                project,
                "09",
                List.of("1,C4,1,11,z,DE,Germany,U", "4,C9,7,1,d,IT,Italy,I", "3,C3,2,30,c,FR,France,D"),
                List.of("1,home,99,U", "4,home,41,I"));
        load(project, "03", List.of("1,C3,1,9,y,AT,Oesterreich,U", "2,C2,1,20,b,AT,Austria,U"), List.of("1,work,13,U"));
    }

    private static void end(Project project) {
        load(
                project,
                "11",
                List.of("1,C4,1,11,z,DE,Germany,U", "2,C1,1,20,b,IT,Italia,U"),
                List.of("1,home,99,U", "2,home,21,I"));
        load(project, "07", List.of("1,C1,1,9,x,AT,Austria,U"), List.of("2,work,77,U"));
    }

    /** What the vault shows of all that may be retired. */
    private static Map<String, String> shown(Project project) {
        Map<String, String> shown = new LinkedHashMap<>();
        SatelliteQueries queries = project.queries();
        for (Satellite satellite : project.vault().satellites()) {
            shown.put(
                    satellite.name(),
                    satellite instanceof StatusSatellite
                            ? project.rows(queries.status(satellite.name()))
                            : project.history(satellite.name()));
        }
        for (Link link : project.vault().links()) {
            shown.put(link.name(), project.rows(queries.firstSeen(link) + " order by all"));
            shown.put(
                    link.name() + " in force",
                    project.rows(queries.links(link, Names.inForce(link)) + " order by all"));
        }
        shown.put("customer", project.rows(queries.firstSeen(project.vault().hub("customer")) + " order by all"));
        shown.put("country", project.rows("select country, country_name from raw_vault.ref_country order by all"));
        shown.put(
                "country then",
                project.rows("select country, country_name, load_date, load_end_date"
                        + " from raw_vault.ref_country_history order by all"));
        return shown;
    }

    private static void keeps(Project project) {
        assertThat(project.verify().findings()).isEmpty();
        assertThat(project.verify().undone()).isEmpty();
        assertThat(Rebuilding.of(project)).doesNotContain("in the file");
    }

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {DELTA, FULL, CHANGE_RECORDS})
    void itStaysAsItWasAndTheOthersGoOn(String delivery) {
        Project project = given("vault", delivery);
        begin(project);
        Map<String, String> before = shown(project);

        retire(project, delivery);
        goOn(project);

        Map<String, String> after = shown(project);
        assertThat(after.remove("contract_note")).isNotEqualTo(before.remove("contract_note"));
        assertThat(after).isEqualTo(before);
        keeps(project);
        assertThat(project.rows("select count(*) from audit.run where kind = 'fill'"))
                .isEqualTo("0");
    }

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {DELTA, FULL, CHANGE_RECORDS})
    void loadedAgainItIsWhatItWouldBe(String delivery) {
        Project always = given("always", delivery);
        Project again = given("again", delivery);
        List.of(always, again).forEach(RetiredKindsTest::begin);
        retire(again, delivery);
        List.of(always, again).forEach(RetiredKindsTest::goOn);
        again.change(sources(SOURCES, delivery), model(delivery, ""));
        again.run();

        assertThat(shown(again)).isEqualTo(shown(always));
        List.of(always, again).forEach(RetiredKindsTest::end);
        assertThat(shown(again)).isEqualTo(shown(always));
        keeps(again);
        String counts = again.counts();
        again.run();
        assertThat(again.counts()).isEqualTo(counts);
    }

    @Test
    void whatHappenedOnceStaysToo() {
        String sources = """
                sources:
                  payments:
                    files: "payments_{load_date:yyyyMMdd}.csv"
                    keys: { contract: contract_id%s }
                    columns: { contract_id: varchar%s }
                    ignore: [amount, currency, note]
                """;
        String with = sources.formatted(
                        ", voucher: voucher_id",
                        ", voucher_id: varchar, amount: { type: \"decimal(9,2)\" }, currency: varchar, note: varchar")
                .replace("[amount, currency, note]", "[]");
        String without = sources.formatted("", "").replace("note]", "note, voucher_id]");
        String model = """
                hubs: { contract: contract_id, voucher: { key: voucher_id%1$s } }
                links:
                  payment: { kind: non_historized, connects: [contract, voucher], dependent_child_key: amount, columns: currency, from: payments%1$s }
                satellites:
                  payment_note: { kind: non_historized, of: payment, from: payments, columns: note%1$s }
                """;
        Project project = Project.of(folder.resolve("vault"), with, model.formatted(""));
        open.add(project);
        project.keepArchive();
        String header = "contract_id,voucher_id,amount,currency,note";
        project.deliver("payments_20240101.csv", header, "1,V1,9.5,EUR,first");
        project.run();
        String all =
                "select contract_id, voucher_id, amount, currency, note, link.load_date from raw_vault.link_payment as link"
                        + " join raw_vault.sat_payment_note using (payment_hk) join raw_vault.hub_contract using (contract_hk)"
                        + " join raw_vault.hub_voucher using (voucher_hk) order by all";
        project.change(without, model.formatted(RETIRED));
        project.deliver("payments_20240102.csv", header, "2,V2,5,CHF,second");
        project.run();

        assertThat(project.rows(all)).isEqualTo("1 | V1 | 9.50 | EUR | first | 2024-01-01");
        assertThat(project.rows("select contract_id from raw_vault.hub_contract where run_id > 0 order by all"))
                .isEqualTo(table("1", "2"));
        keeps(project);

        project.change(with, model.formatted(""));
        project.run();

        assertThat(project.rows(all))
                .isEqualTo(
                        table("1 | V1 | 9.50 | EUR | first | 2024-01-01", "2 | V2 | 5.00 | CHF | second | 2024-01-02"));
        keeps(project);
    }

    @Test
    void aSourceMayKeepTheKeysOfAHubThatIsAllItFed() {
        String sources = """
                sources:
                  vouchers:
                    files: "vouchers_{load_date:yyyyMMdd}.csv"
                    keys: voucher
                    one_row_per: voucher
                    columns: { voucher_id: varchar%s }
                """;
        String model = """
                hubs: { voucher: { key: voucher_id%1$s } }
                satellites: { voucher_value: { of: voucher, from: vouchers, columns: amount%1$s } }
                """;
        Project project =
                Project.of(folder.resolve("vault"), sources.formatted(", amount: integer"), model.formatted(""));
        open.add(project);
        project.keepArchive();
        project.deliver("vouchers_20240101.csv", "voucher_id,amount", "V1,10");
        project.run();
        project.change(sources.formatted("") + "    ignore: amount\n", model.formatted(RETIRED));
        project.deliver("vouchers_20240102.csv", "voucher_id,amount", "V2,20");
        project.run();

        assertThat(project.history("voucher_value")).isEqualTo("V1 | 2024-01-01 | NULL | 10");
        assertThat(project.rows("select voucher_id from raw_vault.hub_voucher where run_id > 0"))
                .isEqualTo("V1");
        keeps(project);

        project.change(sources.formatted(", amount: integer"), model.formatted(""));
        project.run();

        assertThat(project.history("voucher_value"))
                .isEqualTo(table("V1 | 2024-01-01 | NULL | 10", "V2 | 2024-01-02 | NULL | 20"));
        keeps(project);
    }

    @Test
    void whatWasDescribedNoMoreAndIsAgainHasNoGap() {
        String sources = """
                source: customers
                files: "customers_{load_date:yyyyMMdd}.csv"
                keys: { customer: customer_id%s }
                one_row_per: customer
                columns: { customer_id: varchar, city: varchar%s }
                """;
        String model = """
                hubs: { customer: { key: customer_id, roles: referrer } }
                satellites:
                  city: { of: customer, from: customers, columns: city }
                """;
        String with = sources.formatted(", referrer: referrer_id", ", referrer_id: varchar, points: integer");
        String without = sources.formatted("", "") + "ignore: [referrer_id, points]\n";
        String more = model + "  points: { of: customer, from: customers, columns: points }\n"
                + "links: { referral: { connects: [customer, referrer], from: customers } }\n";
        Project project = Project.of(folder.resolve("vault"), with, more);
        open.add(project);
        project.keepArchive();
        String header = "customer_id,referrer_id,city,points";
        project.deliver("customers_20240101.csv", header, "1,7,Ulm,10");
        project.run();
        project.change(without, model);
        project.deliver("customers_20240102.csv", header, "1,8,Ulm,20");
        project.run();
        keeps(project);

        project.change(with, more);
        project.run();
        project.deliver("customers_20240103.csv", header, "1,9,Ulm,20");
        project.run();

        assertThat(project.history("points"))
                .isEqualTo(table("1 | 2024-01-01 | 2024-01-02 | 10", "1 | 2024-01-02 | NULL | 20"));
        assertThat(project.rows("select customer_id from raw_vault.hub_customer where run_id > 0 order by all"))
                .isEqualTo(table("1", "7", "8", "9"));
        assertThat(project.rows("select load_date from raw_vault.link_referral order by all"))
                .isEqualTo(table("2024-01-01", "2024-01-02", "2024-01-03"));
        keeps(project);
    }

    @Test
    void whatWasNeverThereCannotBeRetired() {
        SchemaDifference difference = SchemaDifference.ofNew(Project.read(
                folder.resolve("new"), "vault: test", sources(SOURCES_WITHOUT, FULL), model(FULL, RETIRED)));

        assertThat(difference.refusals()).extracting(SchemaFinding::code).containsOnly("retired_unknown");
        assertThat(difference.refusals())
                .extracting(SchemaFinding::name)
                .contains("customer", "contract_customer", "in_force", "phones", "status", "country");
    }

    @Test
    void whatItKeptAndWhatItsKeysAreMadeOfStaysSo() {
        Project project = given("vault", DELTA);
        String model = model(DELTA, RETIRED)
                .replace("dependent_child_key: line", "dependent_child_key: place")
                .replace("columns: country_name", "columns: name");

        SchemaDifference difference = SchemaDifference.between(
                project.difference().schema(),
                Project.read(folder.resolve("other"), "vault: test", sources(SOURCES_WITHOUT, DELTA), model));

        assertThat(difference.refusals())
                .extracting(finding -> finding.code() + " " + finding.name())
                .containsExactly("key_changed contract_customer", "retired_otherwise country");
    }
}
