package org.lierne.loader.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps an engine to a few folders, for good: what runs on it, metadata's SQL included, can neither read nor write other
 * files, reach the network, load extensions, nor change a setting. It holds for the whole engine, so only for one of our own.
 */
public final class Confinement {

    /** What an engine that only checks may take, whatever the machine has. */
    private static final String MEMORY_TO_CHECK = "500MB";

    private Confinement() {}

    /**
     * Confines the engine of a connection. Links are followed before it is asked whether a file lies within a folder.
     *
     * @param folders with all that they hold
     * @param files that may be read and written beside them
     */
    public static void confine(Connection connection, List<Path> folders, List<Path> files) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set allowed_directories = " + list(folders));
            statement.execute("set allowed_paths = " + list(files));
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
        }
    }

    /**
     * An engine in memory that holds nothing, for finding out what SQL means and whether it can run.
     *
     * @param folders that it may read and write
     */
    public static Connection engine(Path... folders) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("memory_limit", MEMORY_TO_CHECK);
        properties.setProperty("temp_directory", "");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
        boolean confined = false;
        try {
            confine(connection, List.of(folders), List.of());
            confined = true;
            return connection;
        } finally {
            if (!confined) {
                connection.close();
            }
        }
    }

    /** A path under each of its names, for the engine takes what it is given, and compares what links lead to. */
    private static String list(List<Path> paths) {
        Set<String> names = new LinkedHashSet<>();
        for (Path path : paths) {
            Path absolute = path.toAbsolutePath().normalize();
            names.add(absolute.toString());
            names.add(real(absolute).toString());
        }
        return names.stream()
                .map(name -> "'" + name.replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Where links lead; of what is not there yet, of the nearest folder that is. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            Path parent = path.getParent();
            Path name = path.getFileName();
            return parent == null || name == null ? path : real(parent).resolve(name);
        }
    }
}
