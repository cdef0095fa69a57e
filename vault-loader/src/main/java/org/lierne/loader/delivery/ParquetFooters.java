package org.lierne.loader.delivery;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.model.FieldPath;

/** What Parquet files say of themselves in their footers, read by an engine that holds nothing. */
public final class ParquetFooters implements AutoCloseable {

    private final Connection engine;

    private ParquetFooters(Connection engine) {
        this.engine = engine;
    }

    public static ParquetFooters open() throws SQLException {
        return new ParquetFooters(DriverManager.getConnection("jdbc:duckdb:"));
    }

    /**
     * A file's footer.
     *
     * @param rows how many rows it has
     * @param columns in its order
     */
    public record Footer(long rows, List<Element> columns) {
        public Footer {
            columns = List.copyOf(columns);
        }

        /** The names of the columns. */
        public List<String> header() {
            return columns.stream().map(Element::name).toList();
        }
    }

    /**
     * A column, or a member of one.
     *
     * @param type the engine's name of its type
     * @param members of what is nested; those of lists and maps are not told
     */
    public record Element(String name, String type, List<Element> members) {
        public Element {
            members = List.copyOf(members);
        }

        /**
         * The names that lead to a member, as they are in the file.
         *
         * @param steps names that match by letters and digits
         * @return empty if no member, or more than one, is meant
         */
        public Optional<Found> find(List<String> steps) {
            if (steps.isEmpty()) {
                return Optional.of(new Found(List.of(name), type));
            }
            List<Element> alike = members.stream()
                    .filter(member -> FieldPath.essence(member.name()).equals(FieldPath.essence(steps.get(0))))
                    .toList();
            Optional<Element> meant = alike.size() == 1
                    ? Optional.of(alike.get(0))
                    : alike.stream()
                            .filter(member -> member.name().equals(steps.get(0)))
                            .findFirst();
            return meant.flatMap(member -> member.find(steps.subList(1, steps.size())))
                    .map(found -> {
                        List<String> names = new ArrayList<>(List.of(name));
                        names.addAll(found.names());
                        return new Found(names, found.type());
                    });
        }
    }

    /** A value's names, from the column inwards, and the engine's name of its type. */
    public record Found(List<String> names, String type) {
        public Found {
            names = List.copyOf(names);
        }
    }

    /** @throws SQLException if the footer cannot be read */
    public Footer read(Path file) throws SQLException {
        String named = ReaderOptions.file(file.toString());
        long rows = 0;
        try (PreparedStatement query = engine.prepareStatement("select sum(num_rows) from parquet_file_metadata(?)")) {
            query.setString(1, named);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                rows = row.getLong(1);
            }
        }
        List<Element> flat = new ArrayList<>();
        List<Integer> members = new ArrayList<>();
        try (PreparedStatement query = engine.prepareStatement(
                "select name, coalesce(duckdb_type, ''), coalesce(num_children, 0)" + " from parquet_schema(?)")) {
            query.setString(1, named);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    flat.add(new Element(row.getString(1), row.getString(2), List.of()));
                    members.add(row.getInt(3));
                }
            }
        }
        return new Footer(rows, tree(flat, members, new int[1]).members());
    }

    /** The schema is a list in which each element is followed by its members. */
    private static Element tree(List<Element> flat, List<Integer> members, int[] next) {
        int at = next[0]++;
        List<Element> inner = new ArrayList<>();
        for (int index = 0; index < members.get(at); index++) {
            inner.add(tree(flat, members, next));
        }
        Element element = flat.get(at);
        boolean isStruct = at == 0
                || element.type().startsWith("STRUCT(") && !element.type().endsWith("]");
        return new Element(element.name(), element.type(), isStruct ? inner : List.of());
    }

    @Override
    public void close() throws SQLException {
        engine.close();
    }
}
