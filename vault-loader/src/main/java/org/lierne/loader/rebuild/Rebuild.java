package org.lierne.loader.rebuild;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.duckdb.DuckDBConnection;
import org.lierne.core.LierneException;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.rebuild.Holder;
import org.lierne.core.rebuild.RebuildPlan;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.loader.warehouse.EngineFailure;
import org.lierne.loader.warehouse.FormerVaults;
import org.lierne.loader.warehouse.VaultPresence;

/**
 * Makes each delivery of tracked sources again from the raw vault and the list of deliveries, and compares it with its
 * copy in the archive. Nothing of the database is changed: only temporary tables of its connection are written.
 */
public final class Rebuild {

    private final Vault vault;
    private final VaultSchema schema;
    private final DuckDBConnection connection;

    /** @param schema the tables as loads write them */
    public Rebuild(Vault vault, VaultSchema schema, DuckDBConnection connection) {
        this.vault = vault;
        this.schema = schema;
        this.connection = connection;
    }

    /**
     * Rebuilds and compares. A source of which a table is missing is told of, and the others are gone on with.
     *
     * @throws LierneException {@code unknown_source}, if a source is asked for that is not described;
     *     {@code no_vault}; {@code rebuild_failed}, if the engine refuses a statement
     */
    public RebuildReport run(RebuildRequest request) {
        request.sources().stream()
                .filter(name -> vault.sources().stream()
                        .noneMatch(source -> source.name().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new LierneException(
                            LierneException.Category.USAGE,
                            "unknown_source",
                            "There is no source \"" + name + "\"; nothing was rebuilt.",
                            "The sources are: "
                                    + String.join(
                                            ", ",
                                            vault.sources().stream()
                                                    .map(Source::name)
                                                    .toList()) + ".");
                });
        SortedMap<Long, Vault> versions = versions();
        List<SourceRebuild> rebuilt = new ArrayList<>();
        for (Source source : vault.sources()) {
            if (request.wantsSource(source.name())) {
                rebuilt.add(rebuilt(source, versions, request));
            }
        }
        return new RebuildReport(rebuilt);
    }

    /** What the vault was when it was loaded. */
    private SortedMap<Long, Vault> versions() {
        try {
            VaultPresence.require(connection);
            return FormerVaults.read(connection);
        } catch (SQLException failed) {
            throw failure("The vault could not be looked at", failed);
        }
    }

    private static LierneException failure(String what, SQLException failed) {
        return new LierneException(
                LierneException.Category.FAILED,
                "rebuild_failed",
                what + ": " + EngineFailure.sentence(failed) + " Nothing was changed.",
                null,
                failed);
    }

    /** The first of the tables that would be read and is not there. */
    private Optional<String> missing(RebuildPlan plan) throws SQLException {
        Set<String> there = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select lower(table_name) from information_schema.tables"
                        + " where table_catalog = current_database() and table_schema = '" + Table.RAW_VAULT
                        + "'")) {
            while (found.next()) {
                there.add(found.getString(1));
            }
        }
        return plan.columns().holders().stream()
                .map(Holder::table)
                .filter(table -> !there.contains(table.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private SourceRebuild rebuilt(Source source, SortedMap<Long, Vault> versions, RebuildRequest request) {
        if (!source.tracked()) {
            return SourceRebuild.impossible(
                    source.name(), "it is not tracked: which of its records said what, and how often, is kept nowhere");
        }
        RebuildPlan plan = new RebuildPlan(vault, schema, DuckDbDialect.INSTANCE, source);
        try {
            Optional<String> missing = missing(plan);
            return missing.isPresent()
                    ? SourceRebuild.damaged(source.name(), "the table \"" + missing.get() + "\" is not there")
                    : new SourceComparison(new FormerSource(source, versions), plan, connection, request).compare();
        } catch (SQLException failed) {
            if (EngineFailure.isOfMissing(failed)) {
                return SourceRebuild.damaged(source.name(), EngineFailure.firstLine(failed));
            }
            throw failure("The source \"" + source.name() + "\" could not be rebuilt", failed);
        }
    }
}
