package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.Link;
import org.lierne.core.schema.Names;

/** Links of a hub with itself: who is a duplicate of whom, and what lies below what. */
class HubPathsTest {

    private static final String MATCHES = """
            source: matches
            files: "matches_{load_date:yyyyMMdd}*.csv"
            keys: { customer: master, duplicate: duplicate }
            columns: [master, duplicate]
            """;
    private static final String CUSTOMERS = """
            hubs:
              customer: { key: customer_id, roles: [duplicate] }
            links:
              customer_match: { kind: same_as, connects: [customer, duplicate], from: matches }
            """;
    private static final String TREE = """
            source: categories
            files: "categories_{load_date:yyyyMMdd}*.csv"
            keys: { category: code, parent_category: parent }
            columns: [code, parent]
            """;
    private static final String CATEGORIES = """
            hubs:
              category: { key: category_code, roles: [parent_category] }
            links:
              category_tree: { kind: hierarchical, connects: [category, parent_category], from: categories }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.closeVerified();
    }

    private void matched(String day, String... rows) {
        project.deliver("matches_202401" + day + ".csv", "master,duplicate\n" + String.join("\n", rows));
        project.run();
    }

    private void placed(String day, String... rows) {
        project.deliver("categories_202401" + day + ".csv", "code,parent\n" + String.join("\n", rows));
        project.run();
    }

    private String inForce(String name) {
        Link link = project.vault().link(name);
        return project.rows(project.queries().links(link, Names.inForce(link)) + " order by all");
    }

    /** Customer, master, number of masters; without customers that are their own. */
    private String masters() {
        return project.rows("select duplicate.customer_id, master.customer_id, masters"
                + " from raw_vault.link_customer_match_resolved as resolved"
                + " join raw_vault.hub_customer as duplicate on duplicate.customer_hk = resolved.duplicate_hk"
                + " join raw_vault.hub_customer as master on master.customer_hk = resolved.customer_hk"
                + " where duplicate.customer_hk <> master.customer_hk or masters <> 1 order by all");
    }

    /** Category, what lies above it, distance, and whether that is in a circle; without each category itself. */
    private String ancestors() {
        return project.rows("select child.category_code, ancestor.category_code, distance, is_in_circle"
                + " from raw_vault.link_category_tree_ancestors as ancestors"
                + " join raw_vault.hub_category as child on child.category_hk = ancestors.category_hk"
                + " join raw_vault.hub_category as ancestor on ancestor.category_hk = ancestors.parent_category_hk"
                + " where distance > 0 order by child.category_code, distance, ancestor.category_code");
    }

    @Test
    void aDuplicateOfADuplicateHasTheLastMaster() {
        project = Project.of(folder, MATCHES, CUSTOMERS);
        matched("01", "C1,C2", "C2,C3", "C7,C8");

        assertThat(masters()).isEqualTo(table("C2 | C1 | 1", "C3 | C1 | 1", "C8 | C7 | 1"));
    }

    /** So a join with the view loses no row, and needs no coalesce. */
    @Test
    void everyKeyOfTheHubIsThereOnce() {
        project = Project.of(folder, MATCHES, CUSTOMERS);
        matched("01", "C1,C2", "C2,C3", "C9,");

        assertThat(project.rows("select count(*), count(distinct duplicate_hk), count(customer_hk),"
                        + " (select count(*) from raw_vault.hub_customer)"
                        + " from raw_vault.link_customer_match_resolved"))
                .isEqualTo("6 | 6 | 6 | 6");
    }

    @Test
    void aDuplicateHasOneMasterAtATimeAndTheLatestStatementHolds() {
        project = Project.of(folder, MATCHES, CUSTOMERS);
        matched("01", "C1,C3");
        matched("03", "C2,C3");
        matched("02", "C1,C3");

        assertThat(inForce("customer_match")).isEqualTo("C2 | C3");
        assertThat(masters()).isEqualTo("C3 | C2 | 1");
        assertThat(project.rows("select count(*) from raw_vault.link_customer_match"))
                .isEqualTo("2");
    }

    @Test
    void aMatchIsTakenBackByTheKeyAsItsOwnMasterOrByNone() {
        project = Project.of(folder, MATCHES, CUSTOMERS);
        matched("01", "C1,C2", "C1,C3", "C1,C4");
        matched("02", "C2,C2", ",C3");

        assertThat(masters()).isEqualTo("C4 | C1 | 1");
    }

    @Test
    void aCircleHasNoMasterAndOneOfItStandsForAll() {
        project = Project.of(folder, MATCHES, CUSTOMERS);
        matched("01", "C1,C2", "C2,C3", "C3,C1", "C3,C4");

        assertThat(project.rows("select distinct masters from raw_vault.link_customer_match_resolved"
                        + " join raw_vault.hub_customer on hub_customer.customer_hk = duplicate_hk"
                        + " where run_id > 0"))
                .isEqualTo("0");
        assertThat(project.rows("select count(distinct resolved.customer_hk)"
                        + " from raw_vault.link_customer_match_resolved as resolved"
                        + " join raw_vault.hub_customer on hub_customer.customer_hk = duplicate_hk"
                        + " where run_id > 0"))
                .isEqualTo("1");
    }

    /** Where a source has one row per pair, they are in force side by side; that they contradict each other is told. */
    @Test
    void severalMastersOfAPairwiseSourceAreCounted() {
        project = Project.of(folder, MATCHES + "one_row_per: [customer, duplicate]\n", CUSTOMERS);
        matched("01", "C1,C3", "C2,C3", "C1,C4");

        assertThat(inForce("customer_match")).isEqualTo(table("C1 | C3", "C1 | C4", "C2 | C3"));
        assertThat(project.rows("select customer_id, masters from raw_vault.link_customer_match_resolved"
                        + " join raw_vault.hub_customer on hub_customer.customer_hk = duplicate_hk"
                        + " where run_id > 0 order by all"))
                .isEqualTo(table("C1 | 1", "C2 | 1", "C3 | 2", "C4 | 1"));
    }

    @Test
    void anEffectivitySatelliteOfASameAsLinkIsDrivenByTheDuplicate() {
        project = Project.of(folder, MATCHES, CUSTOMERS + """
                satellites:
                  customer_match_effectivity: { kind: effectivity, of: customer_match, from: matches }
                """);
        matched("01", "C1,C3");
        matched("02", "C2,C3");
        matched("03", "C1,C3");

        assertThat(project.history("customer_match_effectivity"))
                .isEqualTo(table(
                        "C1 | C3 | 2024-01-01 | 2024-01-02",
                        "C1 | C3 | 2024-01-03 | NULL",
                        "C2 | C3 | 2024-01-02 | 2024-01-03"));
        assertThat(masters()).isEqualTo("C3 | C1 | 1");
    }

    @Test
    void aKeyKnowsAllThatLieAboveIt() {
        project = Project.of(folder, TREE, CATEGORIES);
        placed("01", "all,", "toys,all", "games,toys", "chess,games");

        assertThat(ancestors())
                .isEqualTo(table(
                        "chess | games | 1 | false",
                        "chess | toys | 2 | false",
                        "chess | all | 3 | false",
                        "games | toys | 1 | false",
                        "games | all | 2 | false",
                        "toys | all | 1 | false"));
        assertThat(project.rows("select count(*) from raw_vault.link_category_tree_ancestors where distance = 0"))
                .as("each key, the zero keys too, is its own ancestor at distance 0")
                .isEqualTo("6");
    }

    @Test
    void aChildThatMovesHasItsLatestParent() {
        project = Project.of(folder, TREE, CATEGORIES);
        placed("01", "chess,toys", "toys,all");
        placed("02", "chess,sports");

        assertThat(ancestors()).isEqualTo(table("chess | sports | 1 | false", "toys | all | 1 | false"));
    }

    @Test
    void aWayEndsWhereACircleBegins() {
        project = Project.of(folder, TREE, CATEGORIES);
        placed("01", "a,b", "b,c", "c,a", "d,a", "e,d", "self,self");

        assertThat(ancestors())
                .isEqualTo(table(
                        "a | b | 1 | true",
                        "b | c | 1 | true",
                        "c | a | 1 | true",
                        "d | a | 1 | true",
                        "e | d | 1 | false",
                        "e | a | 2 | true"));
    }

    @Test
    void aPartMayBeInSeveralOthersWhereTheSourceHasOneRowPerPair() {
        project = Project.of(folder, TREE + "one_row_per: [category, parent_category]\n", CATEGORIES);
        placed("01", "screw,leg", "screw,table", "leg,table", "table,set");

        assertThat(ancestors())
                .isEqualTo(table(
                        "leg | table | 1 | false",
                        "leg | set | 2 | false",
                        "screw | leg | 1 | false",
                        "screw | table | 1 | false",
                        "screw | set | 2 | false",
                        "table | set | 1 | false"));
    }

    @Test
    void deepWaysAreFollowedToTheirEnd() {
        project = Project.of(folder, TREE, CATEGORIES);
        String[] rows = new String[200];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "c" + (i + 1) + ",c" + i;
        }
        placed("01", rows);

        assertThat(project.rows("select max(distance), count(*) from raw_vault.link_category_tree_ancestors"
                        + " where distance > 0"))
                .isEqualTo("200 | 20100");
    }
}
