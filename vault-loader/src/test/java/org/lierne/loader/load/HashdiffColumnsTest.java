package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that are kept and not compared, and such that are compared and not kept. */
class HashdiffColumnsTest {

    private static final String SOURCES = """
            source: customers
            files: "customers_{load_date:yyyyMMdd}.csv"
            keys: [customer]
            ignore: phone
            columns: [customer_id, city, path, phone]
            """;
    private static final String MODEL = """
            hubs: { customer: customer_id }
            satellites:
              customer_details: { of: customer, from: customers, hashdiff: { %s } }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.closeVerified();
    }

    private void given(String settings, String hashdiff) {
        project = Project.of(folder, settings, SOURCES, MODEL.formatted(hashdiff));
    }

    private void arrives(String day, String... lines) {
        project.deliverText(
                "customers_202401" + day + ".csv", "customer_id,city,path,phone\n" + String.join("\n", lines) + "\n");
        project.run();
    }

    @Test
    void whatIsNotComparedChangesNothingByItself() {
        given("vault: test", "without: path");

        arrives("01", "1,Ulm,a,0");
        arrives("02", "1,Ulm,b,0");
        arrives("03", "1,Graz,c,0");

        assertThat(project.history("customer_details"))
                .isEqualTo(table("1 | 2024-01-01 | 2024-01-03 | Ulm | a", "1 | 2024-01-03 | NULL | Graz | c"));
        assertThat(project.rows("select path from raw_vault.tracking_customers order by load_date"))
                .as("tracking keeps what each row said")
                .isEqualTo(table("a", "b", "c"));
    }

    @Test
    void aRowThatALateOneRevealsHasWhatItSaidItself() {
        given("vault: test", "without: path");

        arrives("01", "1,Ulm,a,0");
        arrives("10", "1,Ulm,b,0");
        arrives("05", "1,Graz,c,0");

        assertThat(project.history("customer_details"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-05 | Ulm | a",
                        "1 | 2024-01-05 | 2024-01-10 | Graz | c",
                        "1 | 2024-01-10 | NULL | Ulm | b"));
    }

    @Test
    void whatIsComparedBesidesMakesARow() {
        given("vault: test", "with: phone");

        arrives("01", "1,Ulm,a,0");
        arrives("02", "1,Ulm,a,1");
        arrives("03", "1,Ulm,a,1");

        assertThat(project.rows(
                        "select load_date, city, path from raw_vault.sat_customer_details_history order by all"))
                .isEqualTo(table("2024-01-01 | Ulm | a", "2024-01-02 | Ulm | a"));
        assertThat(project.rows("select count(*) from raw_vault.sat_customer_details where"
                        + " replace(cast(hashdiff as varchar), '-', '') = md5('1:03:Ulm1:a')"))
                .as("hashed before the payload")
                .isEqualTo("1");
    }

    @Test
    void automateDvSortsThemAllByName() {
        given("vault: test\nhashing: { profile: automate_dv }", "with: [phone, customer_id], without: path");

        arrives("01", "c1,Ulm,a,0");

        assertThat(project.rows("select count(*) from raw_vault.sat_customer_details where"
                        + " lower(hex(hashdiff)) = md5('ULM||C1||0')"))
                .isEqualTo("1");
    }

    @Test
    void rowsOfABlockKeepThemToo() {
        project = Project.of(folder, """
                source: phones
                files: "phones_{load_date:yyyyMMdd}.csv"
                keys: [customer]
                columns: [customer_id, kind, number, note]
                """, """
                hubs: { customer: customer_id }
                satellites:
                  customer_phones:
                    { kind: multi_active, of: customer, from: phones, sub_key: kind, hashdiff: { without: note } }
                """);
        for (String day : new String[] {"01:a", "10:b"}) {
            project.deliver(
                    "phones_202401" + day.substring(0, 2) + ".csv",
                    "customer_id,kind,number,note",
                    "1,home,11," + day.substring(3),
                    "1,work,12," + day.substring(3));
            project.run();
        }
        project.deliver("phones_20240105.csv", "customer_id,kind,number,note", "1,home,11,late");
        project.run();

        assertThat(project.rows("select load_date, kind, note from raw_vault.sat_customer_phones_history order by all"))
                .isEqualTo(table(
                        "2024-01-01 | home | a",
                        "2024-01-01 | work | a",
                        "2024-01-05 | home | late",
                        "2024-01-10 | home | b",
                        "2024-01-10 | work | b"));
    }
}
