package org.lierne.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.query.EngineLimits;
import org.lierne.cli.query.Masking;
import org.lierne.cli.query.ReadOnlyDatabase;
import org.lierne.cli.query.SqlResource;
import org.lierne.core.model.Vault;

/** What a demo can read once its runs are done. Not safe for several threads. */
public final class Findings implements AutoCloseable {

    private static final String MISSING = "The demo ran, and yet this file is not there.";

    private final Calls calls;
    private final Optional<Vault> metadata;
    private final Masking masking;
    private final ReadOnlyDatabase vault;
    private final ReadOnlyDatabase marts;

    /**
     * @param metadata what it describes; empty where that cannot be read
     */
    public Findings(Calls calls, Optional<Vault> metadata, Path database, Path martFile) {
        this.calls = calls;
        this.metadata = metadata;
        this.masking = Masking.of(metadata);
        this.vault = ReadOnlyDatabase.open(database, EngineLimits.NONE, MISSING);
        this.marts = ReadOnlyDatabase.open(martFile, EngineLimits.NONE, MISSING);
    }

    public Calls calls() {
        return calls;
    }

    public Optional<Vault> metadata() {
        return metadata;
    }

    public Masking masking() {
        return masking;
    }

    /** The rows of a statement on the vault and its ledger, which stands in a file beside the class. */
    public List<List<@Nullable Object>> vault(Class<?> owner, String statement) {
        return vault.rows(SqlResource.read(owner, statement));
    }

    /** The rows of a statement on the published marts, which stands in a file beside the class. */
    public List<List<@Nullable Object>> marts(Class<?> owner, String statement) {
        return marts.rows(SqlResource.read(owner, statement));
    }

    /** How many rows a table of the raw vault has, those aside that belong to no run. */
    long count(String table) {
        boolean hasRowsOfNoRun = table.startsWith("hub_") || table.startsWith("sat_");
        String keysOfNoRun = hasRowsOfNoRun ? " where run_id > 0" : "";
        Object count = vault.rows(
                        "select count(*) from raw_vault.\"" + table.replace("\"", "\"\"") + "\"" + keysOfNoRun)
                .get(0)
                .get(0);
        return count instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public void close() {
        try (vault;
                marts) {
            // Both are closed, whatever the first does.
        }
    }
}
