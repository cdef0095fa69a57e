package org.lierne.loader.businessvault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lierne.core.businessvault.BusinessVaultPlan;
import org.lierne.core.businessvault.SnapshotDates;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.model.Vault;

/** The span of time that snapshot dates are for. */
public final class SnapshotSpan {

    /** What a run of this outcome stored is stored, and the business vault is built after it. */
    private static final String LATEST_RUN = "(select max(run_id) from audit.run where outcome in ('done', 'partial'))";

    private SnapshotSpan() {}

    /**
     * The dates that are to be kept after the latest run that stored something.
     *
     * @return the dates by the name of their rule; empty while nothing is stored
     */
    public static Map<String, List<SnapshotDate>> datesOf(Vault vault, Connection connection) throws SQLException {
        return datesOf(vault, connection, LATEST_RUN);
    }

    /** The dates that are to be kept after a run. */
    public static Map<String, List<SnapshotDate>> datesOf(Vault vault, Connection connection, long runId)
            throws SQLException {
        return datesOf(vault, connection, Long.toString(runId));
    }

    /** A load date in the future makes no snapshots of days to come: the run's start is the latest that counts. */
    private static Map<String, List<SnapshotDate>> datesOf(Vault vault, Connection connection, String run)
            throws SQLException {
        if (vault.businessVault().snapshots().isEmpty()) {
            return Map.of();
        }
        List<LocalDateTime> started =
                moments(connection, "select max(started_at) from audit.run where run_id = " + run, 1);
        List<LocalDateTime> span = moments(connection, BusinessVaultPlan.loadDates(vault), 2);
        if (started.isEmpty() || span.isEmpty()) {
            return Map.of();
        }
        LocalDateTime latest = span.get(1).isAfter(started.get(0)) ? started.get(0) : span.get(1);
        return vault.businessVault().snapshots().stream()
                .collect(Collectors.toMap(
                        SnapshotRule::name, rule -> SnapshotDates.of(rule, vault.timezone(), span.get(0), latest)));
    }

    /** The moments in a query's first row; empty if one is NULL. */
    private static List<LocalDateTime> moments(Connection connection, String query, int count) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<LocalDateTime> moments = new ArrayList<>();
            row.next();
            for (int column = 1; column <= count; column++) {
                LocalDateTime moment = row.getObject(column, LocalDateTime.class);
                if (moment == null) {
                    return List.of();
                }
                moments.add(moment);
            }
            return moments;
        }
    }
}
