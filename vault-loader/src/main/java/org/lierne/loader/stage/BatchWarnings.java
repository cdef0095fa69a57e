package org.lierne.loader.stage;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.Source;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.Identifiers;
import org.lierne.loader.progress.RunEvent;

/** Says of which files of a run it could not be told what they lack, and why. */
public final class BatchWarnings {

    private final Session session;
    private final long runId;

    public BatchWarnings(Session session, long runId) {
        this.session = session;
        this.runId = runId;
    }

    /** Tells what the run found of the batches of a source; nothing unless it delivers everything. */
    public void tell(Source source) throws SQLException {
        if (source.full().isEmpty() || !source.tracked()) {
            return;
        }
        Delivery.Full full = source.full().get();
        List<String> messages = new ArrayList<>();
        StringBuilder scope = new StringBuilder();
        full.within().forEach(column -> scope.append(", ").append(Identifiers.name(column)));
        session.query(
                "select load_date, keys_present, keys_known, keys_missing, unreadable, left_out" + scope + " from "
                        + Table.RAW_VAULT + "." + Names.judgement(source) + " where run_id = " + runId
                        + " and not is_whole order by all",
                row -> messages.add(message(full, row)));
        for (String message : messages) {
            session.listener().on(new RunEvent.Warning(source.name(), Optional.empty(), message));
        }
    }

    private static String message(Delivery.Full full, ResultSet row) throws SQLException {
        String files = "its files of " + day(row.getObject(1, LocalDateTime.class)) + scope(full, row);
        long unreadable = row.getLong(5);
        String end = ": nothing is taken to be deleted";
        long leftOut = row.getLong(6);
        if (leftOut > 0) {
            return "of " + files + ", " + (leftOut == 1 ? "1 could" : String.format("%,d could", leftOut))
                    + " not be loaded" + end;
        }
        if (unreadable > 0) {
            return "in " + files + ", "
                    + (unreadable == 1 ? "1 record has no key" : String.format("%,d records have no key", unreadable))
                    + " that can be read" + end;
        }
        if (row.getLong(2) == 0) {
            return files + " have no records" + end;
        }
        return String.format(
                "of %s, %,d of the %,d keys known before are missing, more than \"missing_at_most: %s\" allows%s",
                files, row.getLong(4), row.getLong(3), percent(full.missingAtMost()), end);
    }

    private static String day(LocalDateTime loadDate) {
        return loadDate.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? loadDate.toLocalDate().toString()
                : loadDate.toString();
    }

    private static String scope(Delivery.Full full, ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int index = 0; index < full.within().size(); index++) {
            values.add(full.within().get(index) + " " + row.getString(7 + index));
        }
        return values.isEmpty() ? "" : " (" + String.join(", ", values) + ")";
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
}
