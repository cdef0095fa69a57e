package org.lierne.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Every file of a warehouse folder, searched for texts: as it is, decompressed, and, of Parquet and databases, cell by cell. */
final class OwnedFiles {

    private OwnedFiles() {}

    /** Where the texts are found: file and text. */
    static List<String> finding(Path folder, List<String> texts) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> Files.isRegularFile(each)).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String content = text(bytes);
                if (file.toString().endsWith(".gz")) {
                    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                        content += text(unpacked.readAllBytes());
                    }
                }
                if (file.toString().endsWith(".parquet")) {
                    content += parquet(file);
                }
                if (file.toString().endsWith(".duckdb")) {
                    content += tables(file);
                }
                String all = content;
                texts.stream().filter(all::contains).forEach(each -> found.add(folder.relativize(file) + ": " + each));
            }
            return found;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One character per byte, so that nothing is lost. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Values may be compressed within a database: its tables are read as well. */
    private static String tables(Path database) {
        StringBuilder content = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "select format('\"{}\".\"{}\"', schema_name, table_name) from duckdb_tables()")) {
            List<String> names = new ArrayList<>();
            while (tables.next()) {
                names.add(tables.getString(1));
            }
            for (String name : names) {
                content.append(cells(connection, "from " + name));
            }
            return content.toString();
        } catch (SQLException failed) {
            throw new AssertionError(database.toString(), failed);
        }
    }

    /** The rows of a query as texts, a line each. */
    static String cells(Connection connection, String query) throws SQLException {
        StringBuilder content = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    content.append(rows.getString(column)).append('|');
                }
                content.append('\n');
            }
            return content.toString();
        }
    }

    private static String parquet(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return cells(connection, "from read_parquet('" + file + "')");
        } catch (SQLException failed) {
            throw new AssertionError(file.toString(), failed);
        }
    }
}
