package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/**
 * The tables in which deliveries are tracked once more, when they are read again for a satellite, a link or a key that
 * was described after they were loaded. What they were tracked with stands as it is, so their rows cannot get a hash that
 * they lack; another row has it. A source has such a table from when its tracking gets another hash, or loses one since
 * something is retired or described no more.
 */
final class Retracking {

    private static final String PREFIX = "retracked_";

    private static final String TRACKING = "tracking_";

    private Retracking() {}

    /** Whether a table is one of these. */
    static boolean is(Table table) {
        return table.kind() == Table.Kind.TRACKING && table.name().startsWith(PREFIX);
    }

    /** The name of the tracking table that goes with one of these. */
    static String tracking(Table retracked) {
        return TRACKING + retracked.name().substring(PREFIX.length());
    }

    /** The name of such a table that goes with a tracking table. */
    static String of(Table tracking) {
        return PREFIX + tracking.name().substring(TRACKING.length());
    }

    /** The tables that a vault means, with those that the recorded ones ask for. */
    static VaultSchema with(VaultSchema described, VaultSchema recorded, Vault vault) {
        List<Table> tables = new ArrayList<>(described.tables());
        for (Source source : vault.sources()) {
            Optional<Table> tracking = described.find(Names.tracking(source));
            Optional<Table> before = recorded.find(Names.tracking(source));
            if (tracking.isEmpty() || before.isEmpty()) {
                continue;
            }
            // What is retired, or described no more, lacks, once it is loaded again, what was tracked meanwhile.
            if (recorded.find(Names.retracked(source)).isPresent()
                    || !vault.retiredOf(source).isEmpty()
                    || !vault.retiredLinksOf(source).isEmpty()
                    || getsHash(before.get(), tracking.get())
                    || getsHash(tracking.get(), before.get())) {
                tables.add(new Table(
                        Table.Kind.TRACKING,
                        Names.retracked(source),
                        source.name(),
                        source.name(),
                        columns(tracking.get(), before.get())));
            }
        }
        return new VaultSchema(described.hashing(), tables);
    }

    /**
     * What a source's deliveries are tracked with now, and what they were tracked with before: a row that is written once
     * more stands for the one before it, so it keeps the hashes of what is not fed for the time being.
     */
    private static List<TableColumn> columns(Table now, Table before) {
        List<TableColumn> columns = new ArrayList<>(now.columns());
        before.columns().stream()
                .filter(column -> column.nullable() && !now.columnNames().contains(column.name()))
                .forEach(columns::add);
        return columns;
    }

    /** Whether one has a hash that the other lacks. */
    private static boolean getsHash(Table before, Table now) {
        Set<String> known = new HashSet<>(before.columnNames());
        return now.columns().stream()
                .anyMatch(column -> column.type() instanceof ColumnType.Hash && !known.contains(column.name()));
    }
}
