package org.lierne.marts.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;
import org.lierne.marts.publish.MartExport.Exported;
import org.lierne.marts.publish.MartExport.Format;
import org.lierne.marts.publish.MartExport.Formulas;

class MartExportTest {

    @TempDir
    private Path folder;

    private Connection connection;

    @BeforeEach
    void makeMart() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema mart");
            statement.execute(
                    "create table mart.notes (note_hk uuid, digest blob, \"a \"\"b\"\"\" varchar, amount decimal(8,2))");
            statement.execute("""
                    insert into mart.notes values
                      ('00000000-0000-0000-0000-0000000000ab', '\\xAB'::blob, '=1+1', -1.50),
                      (null, null, '@sum(a)', 0), (null, null, '+43', 0), (null, null, '-', 0), (null, null, chr(9) || 'x', 0),
                      (null, null, chr(13) || 'x', 0), (null, null, ' =1', 0), (null, null, '', null), (null, null, null, null),
                      (null, null, 'a=b, "c"', 0)""");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Exported write(String mart, Format format, Formulas formulas) {
        return new MartExport(connection).write(mart, format, formulas, folder.resolve("it's out"));
    }

    @Test
    void textsLikeFormulasGetAnApostropheInCsv() {
        Exported written = write("notes", Format.CSV, Formulas.QUOTE);

        assertThat(written.rows()).isEqualTo(10);
        assertThat(written.formulas()).isEqualTo(6);
        assertThat(written.file()).content().startsWith("""
                note_hk,digest,"a ""b""\",amount
                000000000000000000000000000000ab,ab,'=1+1,-1.50
                ,,'@sum(a),0.00
                ,,'+43,0.00
                ,,'-,0.00
                """);
        assertThat(written.file()).content().contains(", =1,0.00", ",\"\",\n", ",,,\n", "\"a=b, \"\"c\"\"\"");
    }

    @Test
    void soDoWideFormsLineEndsAndNamesOfColumns() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table mart.wide as select * from (values ('＝1+1', 1), ('＋1', 2), ('－1', 3), ('＠a', 4),"
                            + " (chr(10) || '=1', 5), (E'first\\n=second', 6)) as t(\"=cmd()\", number)");
        }

        Exported written = write("wide", Format.CSV, Formulas.QUOTE);

        assertThat(written.formulas()).as("five texts and a name").isEqualTo(6);
        assertThat(written.file()).content().isEqualTo("""
                '=cmd(),number
                '＝1+1,1
                '＋1,2
                '－1,3
                '＠a,4
                "'
                =1",5
                "first
                =second",6
                """);
        assertThat(write("wide", Format.JSON, Formulas.QUOTE).file()).content().contains("{\"=cmd()\":\"＝1+1\"");
    }

    @Test
    void orStayAsTheyAreOrAreRefused() {
        assertThat(write("notes", Format.CSV, Formulas.KEEP).file()).content().contains(",=1+1,", ",@sum(a),");
        assertThatThrownBy(() -> write("notes", Format.CSV, Formulas.REFUSE))
                .isInstanceOfSatisfying(
                        LierneException.class,
                        refused -> assertThat(refused.code()).isEqualTo("formulas_found"));
        assertThat(folder.resolve("it's out"))
                .as("what was written before")
                .content()
                .contains(",=1+1,");
    }

    @Test
    void parquetKeepsTypesAndJsonTexts() throws SQLException {
        Exported parquet = write("notes", Format.PARQUET, Formulas.QUOTE);
        assertThat(parquet.formulas()).isZero();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select typeof(note_hk), typeof(amount), amount, \"a \"\"b\"\"\" from read_parquet('"
                                + parquet.file().toString().replace("'", "''") + "') where amount < 0")) {
            row.next();
            assertThat(row.getString(1) + row.getString(2) + row.getString(3) + row.getString(4))
                    .isEqualTo("UUIDDECIMAL(8,2)-1.50=1+1");
        }
        assertThat(write("NOTES", Format.JSON, Formulas.QUOTE).file())
                .content()
                .contains("\"note_hk\":\"000000000000000000000000000000ab\"", "\"a \\\"b\\\"\":\"=1+1\"");
    }

    @Test
    void jsonHasNumbersWithAllTheirDigitsAndNoOthers() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table mart.numbers as select 1234567890123456.789::decimal(19,3) as exact,"
                    + " 9007199254740993::bigint as whole, 1e22::double as large, 'nan'::double as none,"
                    + " '-inf'::double as least, null::double as missing");
        }
        assertThat(write("numbers", Format.JSON, Formulas.QUOTE).file())
                .content()
                .contains("""
                        {"exact":1234567890123456.789,"whole":9007199254740993,"large":1e22,"none":"nan","least":"-inf","missing":null}""");
    }

    @Test
    void aMartThatIsNotThereIsSaidWithThoseThatAre() {
        assertThatThrownBy(() -> write("note", Format.CSV, Formulas.KEEP))
                .isInstanceOfSatisfying(LierneException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("unknown_mart");
                    assertThat(refused.hint()).hasValue("There is: notes.");
                });
    }
}
