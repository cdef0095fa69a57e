package org.lierne.marts.computation;

import org.duckdb.DuckDBConnection;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Identifiers;

/**
 * What a computation is given.
 *
 * @param connection whose current catalog has the vault and the marts that are read; it stays as it is, but for temporary
 *     tables, which are dropped afterwards
 * @param catalog that catalog's name, by which another connection to the engine finds it
 * @param mart whose step this is
 * @param former the schema and table with the row that was computed last of each key, with {@code load_date}, {@code
 *     record_source} and {@code run_id}; empty before the first run
 * @param pasts the same marts as they were
 * @param progress is told how far it is
 */
public record ComputationInput(
        DuckDBConnection connection,
        String catalog,
        String mart,
        String former,
        PastMarts pasts,
        ComputationProgress progress) {

    /** The table that is filled, as SQL names it. */
    public String result() {
        return Computation.SCHEMA + ".\"" + mart + "\"";
    }

    /** A table of the computation's own, which it drops, as SQL names it on any connection to the engine. */
    public String own(String what) {
        return DuckDbDialect.INSTANCE.sql().render(Identifiers.name(catalog, Computation.SCHEMA, mart + " " + what));
    }
}
