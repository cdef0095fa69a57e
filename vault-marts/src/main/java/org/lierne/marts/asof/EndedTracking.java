package org.lierne.marts.asof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import org.lierne.core.asof.AsOf;
import org.lierne.core.asof.LaterNames;
import org.lierne.core.asof.StoredColumns;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;

/** Which tables of tracking lack rows of a past, since a later run has ended their tracking. */
final class EndedTracking {

    private EndedTracking() {}

    /** The tables by their names of then. */
    static Set<String> of(Connection host, VaultSchema schema, LaterNames later, StoredColumns stored, AsOf asOf)
            throws SQLException {
        Set<String> ended = new HashSet<>();
        for (Table table : schema.tables()) {
            if (table.kind() != Table.Kind.TRACKING) {
                continue;
            }
            LaterNames.Standing standing = later.of(table);
            String notes = standing.table().replaceFirst("^(re)?track(ed|ing)_", "ended_");
            if (stored.has(standing.schema(), notes, Names.RUN_ID) && isBehind(host, notes, asOf)) {
                ended.add(table.name());
            }
        }
        return ended;
    }

    /** Whether rows have been taken away since the run, or of dates before which the past ends. */
    private static boolean isBehind(Connection host, String notes, AsOf asOf) throws SQLException {
        String query = "select exists (select 1 from raw_vault.\"" + notes + "\" where run_id > ? or load_date > ?)";
        try (PreparedStatement statement = host.prepareStatement(query)) {
            statement.setLong(1, asOf.knownAt().orElse(Long.MAX_VALUE));
            statement.setObject(2, asOf.date().orElse(LocalDateTime.of(9999, 12, 31, 0, 0)));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
