package org.lierne.cli.query;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.ResultColumn;

/** Rows of a JDBC result as plain Java values, timestamps without a zone among them. */
final class EngineValues {

    private static final Set<Integer> NUMERIC = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.DECIMAL,
            Types.NUMERIC,
            Types.REAL,
            Types.FLOAT,
            Types.DOUBLE);

    private EngineValues() {}

    static List<ResultColumn> columns(ResultSetMetaData data) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        for (int index = 1; index <= data.getColumnCount(); index++) {
            boolean numeric = NUMERIC.contains(data.getColumnType(index))
                    || data.getColumnTypeName(index).contains("HUGEINT")
                    || data.getColumnTypeName(index).startsWith("U")
                            && data.getColumnTypeName(index).endsWith("INT")
                    || data.getColumnTypeName(index).equals("UINTEGER");
            columns.add(new ResultColumn(data.getColumnLabel(index), numeric));
        }
        return columns;
    }

    static List<@Nullable Object> row(ResultSet rows, int columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns);
        ResultSetMetaData data = rows.getMetaData();
        for (int index = 1; index <= columns; index++) {
            boolean timestamp = data.getColumnType(index) == Types.TIMESTAMP;
            values.add(timestamp ? rows.getObject(index, LocalDateTime.class) : plain(rows.getObject(index)));
        }
        return values;
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        }
        if (value instanceof Object[] array) {
            return list(array);
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        if (value instanceof DuckDBStruct struct) {
            return plain(struct.getMap());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                plain.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
            }
            return plain;
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        return value;
    }

    private static List<@Nullable Object> list(@Nullable Object[] values) throws SQLException {
        List<@Nullable Object> plain = new ArrayList<>();
        for (Object value : Arrays.asList(values)) {
            plain.add(plain(value));
        }
        return plain;
    }
}
