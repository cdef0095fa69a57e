package org.lierne.loader.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.LierneException;
import org.lierne.core.schema.Renamed;

/** The ledger of names that tables and columns had before: {@code audit.renamed}. */
final class RenamedNames {

    /** Migrations since the metadata was recorded last; what came before this ledger was is not known. */
    private static final String SINCE_LAST_RECORDED = """
            select version
            from audit.schema_history
            where success
              and version is not null
              and installed_rank > coalesce(
                (select migrations from audit.model_version order by model_version desc limit 1),
                (select max(installed_rank) from audit.schema_history where version = '0.3')
              )
              and version not in (select migration from audit.renamed)
            order by installed_rank""";

    private RenamedNames() {}

    /**
     * Notes what was renamed since the metadata was recorded last. Takes part in the connection's transaction, and is to
     * come before the metadata is recorded anew; done again, it adds nothing.
     */
    static void note(Connection connection, List<MigrationFile> files) throws SQLException {
        for (String version : versions(connection)) {
            Optional<MigrationFile> file = files.stream()
                    .filter(each -> Integer.toString(each.version()).equals(version))
                    .findFirst();
            if (file.isPresent()) {
                note(connection, version, Renamed.in(text(file.get())));
            }
        }
    }

    private static List<String> versions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SINCE_LAST_RECORDED)) {
            List<String> versions = new ArrayList<>();
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
            return versions;
        }
    }

    private static String text(MigrationFile file) {
        try {
            return Files.readString(file.sql());
        } catch (IOException unreadable) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "migrations_folder_unusable",
                    "The migration \"" + file.sql() + "\" cannot be read: " + unreadable.getMessage()
                            + ". It is applied; views and data are as they were before.",
                    "Make the file readable, and try again.",
                    unreadable);
        }
    }

    private static void note(Connection connection, String version, List<Renamed> renames) throws SQLException {
        for (Renamed renamed : renames) {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into audit.renamed
                      (rename_number, migration, model_version, table_schema, table_name, column_name, new_name)
                    select
                      (select coalesce(max(rename_number), 0) + 1 from audit.renamed),
                      ?,
                      (select coalesce(max(model_version), 0) from audit.model_version),
                      ?, ?, ?, ?""")) {
                insert.setString(1, version);
                insert.setString(2, renamed.schema());
                insert.setString(3, renamed.table());
                insert.setString(4, renamed.column().orElse(null));
                insert.setString(5, renamed.name());
                insert.executeUpdate();
            }
        }
    }

    /** What was renamed since a version of the metadata was in use, in order. A ledger of before knows of nothing. */
    static List<Renamed> since(Connection connection, long modelVersion) throws SQLException {
        if (!isThere(connection)) {
            return List.of();
        }
        try (PreparedStatement query = connection.prepareStatement("""
                select table_schema, table_name, column_name, new_name
                from audit.renamed
                where model_version >= ?
                order by rename_number""")) {
            query.setLong(1, modelVersion);
            List<Renamed> renames = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    renames.add(new Renamed(
                            rows.getString(1),
                            rows.getString(2),
                            Optional.ofNullable(rows.getString(3)),
                            rows.getString(4)));
                }
            }
            return renames;
        }
    }

    private static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select 1 from duckdb_tables() where database_name ="
                        + " current_database() and schema_name = 'audit' and table_name = 'renamed'")) {
            return found.next();
        }
    }
}
