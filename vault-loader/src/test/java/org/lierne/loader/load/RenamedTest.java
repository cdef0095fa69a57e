package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.SchemaFinding;

/** Every named thing can have another name: its rows and what the ledger knows of it stay, and it goes on. */
class RenamedTest {

    private static final String SOURCES = """
            source: %1$s
            system: shop
            record_source: shop.orders
            files: "orders_{load_date:yyyyMMdd}.csv"
            delivery: full
            keys: { %2$s: order_no, customer: customer_no }
            one_row_per: %2$s
            columns: { order_no: varchar, customer_no: varchar, %3$s, land: varchar, land_name: varchar }
            """;
    private static final String MODEL = """
            hubs:
              %2$s: { key: order_no%9$s }
              customer: customer_no
            links:
              %4$s: { connects: [%2$s, customer], from: %1$s%10$s }
            satellites:
              %5$s: { of: %2$s, from: %1$s, columns: %3$s%11$s }
              %6$s: { kind: effectivity, of: %4$s, from: %1$s%12$s }
              %7$s: { kind: status_tracking, of: %2$s, from: %1$s%13$s }
            references:
              %8$s: { key: land, columns: land_name, from: %1$s, history: true%14$s }
            snapshots: { %15$s: { keep: { daily: forever }%16$s } }
            point_in_time: { %17$s: { of: %2$s%18$s } }
            bridges: { %19$s: { path: [%2$s, %4$s, customer]%20$s } }
            """;
    private static final List<String> BEFORE =
            List.of("orders", "order", "note", "buys", "details", "in_force", "status", "country");
    private static final List<String> AFTER =
            List.of("purchases", "purchase", "remark", "bought", "facts", "holds", "presence", "land");

    private static String sources(boolean renamed) {
        return renamed
                ? SOURCES.formatted("purchases", "purchase", "remark: { was: note }") + "was: orders\n"
                : SOURCES.formatted("orders", "order", "note: varchar");
    }

    private static String model(boolean renamed) {
        Object[] words = new Object[20];
        for (int index = 0; index < BEFORE.size(); index++) {
            words[index] = renamed ? AFTER.get(index) : BEFORE.get(index);
        }
        List<String> was = List.of("order", "buys", "details", "in_force", "status", "country");
        for (int index = 0; index < was.size(); index++) {
            words[8 + index] = renamed ? ", was: " + was.get(index) : "";
        }
        words[14] = renamed ? "evening" : "nightly";
        words[15] = renamed ? ", was: nightly" : "";
        words[16] = renamed ? "purchase" : "order";
        words[17] = renamed ? ", was: order" : "";
        words[18] = renamed ? "ways" : "paths";
        words[19] = renamed ? ", was: paths" : "";
        return MODEL.formatted(words);
    }

    private static void load(Project project, boolean renamed, String day, String... rows) {
        project.deliver(
                "orders_202401" + day + ".csv",
                "order_no,customer_no," + (renamed ? "remark" : "note") + ",land,land_name\n"
                        + String.join("\n", rows));
        RunReport report = project.run();
        assertThat(report.failures()).isEmpty();
        assertThat(report.fills()).isEmpty();
    }

    private static String shown(Project project, boolean renamed) {
        List<String> names = renamed ? AFTER : BEFORE;
        String order = names.get(1);
        String rows = """
                select order_no, held.load_date, load_end_date, %3$s as said, '' as more from raw_vault.sat_%5$s_history as held join raw_vault.hub_%2$s using (%2$s_hk)
                union all
                select order_no, held.load_date, load_end_date, status, 'status' from raw_vault.sat_%7$s_history as held join raw_vault.hub_%2$s using (%2$s_hk)
                union all
                select order_no, held.load_date, load_end_date, customer_no, 'held' from raw_vault.sat_%6$s_history as held
                  join raw_vault.link_%4$s using (%4$s_hk) join raw_vault.hub_%2$s as hub on hub.%2$s_hk = held.%2$s_hk
                  join raw_vault.hub_customer using (customer_hk)
                union all
                select land, load_date, load_end_date, land_name, 'land' from raw_vault.ref_%8$s_history
                union all
                select order_no, pit.snapshot_date, null, cast(pit.sat_%5$s_load_date as varchar), 'pit' from business_vault.pit_%2$s as pit
                  join raw_vault.hub_%2$s using (%2$s_hk)
                order by all""".formatted(names.toArray());
        return project.rows(rows) + "\n"
                + project.rows("select count(*) from business_vault.bridge_" + (renamed ? "ways" : "paths")
                        + " join raw_vault.hub_" + order + " using (" + order + "_hk)");
    }

    @Test
    void whateverHasAnotherNameKeepsItsPastAndGoesOn(@TempDir Path folder) {
        try (Project kept = Project.of(folder.resolve("kept"), sources(false), model(false));
                Project project = Project.of(folder.resolve("renamed"), sources(false), model(false))) {
            for (Project each : List.of(kept, project)) {
                each.keepArchive();
                load(each, false, "01", "1,C1,a,DE,Germany", "2,C2,b,AT,Austria");
                load(each, false, "04", "1,C2,a,DE,Germany", "2,C2,b,AT,Austria");
            }
            project.change(sources(true), model(true));
            assertThat(shown(kept, false)).isNotEmpty();
            load(kept, false, "05", "1,C1,b,DE,Deutschland");
            load(project, true, "05", "1,C1,b,DE,Deutschland");
            load(kept, false, "03", "1,C1,c,DE,Germany", "3,C3,b,AT,Austria");
            load(project, true, "03", "1,C1,c,DE,Germany", "3,C3,b,AT,Austria");

            assertThat(shown(project, true)).isEqualTo(shown(kept, false));
            assertThat(project.rows("select distinct source from audit.target order by all"))
                    .isEqualTo("purchases");
            assertThat(project.rows("select target, since_run from audit.target order by all"))
                    .isEqualTo(table(
                            "key customer | 1",
                            "key purchase | 1",
                            "link bought | 1",
                            "reference land | 1",
                            "satellite facts | 1",
                            "satellite holds | 1",
                            "satellite presence | 1"));
            assertThat(project.rows("select count(*) from audit.fill")).isEqualTo("0");
            assertThat(project.rows("select table_name from information_schema.tables"
                            + " where table_name similar to '.*(order|note|buys|details|in_force|country|nightly|paths).*'"
                            + " and table_schema in ('raw_vault', 'business_vault') and table_type = 'BASE TABLE'"))
                    .isEmpty();
            assertThat(project.verify().findings()).isEmpty();
            assertThat(project.verify().undone()).isEmpty();
            assertThat(Rebuilding.of(project)).doesNotContain("in the file");
            String counts = project.counts();
            project.change(sources(true), model(true));
            project.run();
            assertThat(project.counts()).isEqualTo(counts);
        }
    }

    @Test
    void aNameIsOfOneReferenceOnly(@TempDir Path folder) {
        try (Project project = Project.of(folder, sources(false), model(false))) {
            String both = model(false)
                    .replace(
                            "references:\n",
                            "references:\n  area: { key: land, columns: land_name, from: orders, was: region }\n");
            SchemaDifference with = SchemaDifference.between(
                    project.difference().schema(),
                    Project.read(folder.resolve("both"), "vault: test", sources(false), both));
            String renamed = both.replace("was: region", "was: country").replaceAll("  country: .*\n", "");
            SchemaDifference difference = SchemaDifference.between(
                    with.schema(), Project.read(folder.resolve("renamed"), "vault: test", sources(false), renamed));

            assertThat(with.refusals()).isEmpty();
            assertThat(difference.refusals())
                    .extracting(SchemaFinding::code, SchemaFinding::message)
                    .containsExactly(tuple(
                            "rename_target_exists",
                            "The reference \"area\" says \"was: country\", but both names have a table with rows of its"
                                    + " own. Nothing was changed."));
        }
    }
}
