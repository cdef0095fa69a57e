package org.lierne.core.sql;

import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderKeywordCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * What one engine's SQL is like. Stateless and safe for use by several threads.
 *
 * @see DuckDbDialect
 * @see TrinoDialect
 */
public interface Dialect {

    /** As written in metadata and in folder names, such as {@code duckdb}. */
    String name();

    SQLDialect jooq();

    /** The engine's names of column types. */
    ColumnTypes types();

    /** The hash recipe in the engine's SQL. */
    Hashes hashes();

    /**
     * How text becomes typed values inside the engine.
     *
     * @throws UnsupportedOperationException if the engine does not stage deliveries
     */
    Reads reads();

    /**
     * The beginning of the statement that makes one of a run's own tables anew; columns follow, or {@code as} and a
     * query. Such tables are named without a schema: they are temporary, or stand in the schema of the run's session.
     */
    String stageTable(String name);

    /** The latest value in a window that is not NULL. The window ends at the current row. */
    String lastKnown(String value, String window);

    /** Whether a row can be joined to the latest one of another table that is not after it ({@code asof join}). */
    boolean hasAsOfJoin();

    /**
     * Renders statements: formatted for reading, keywords in lower case, values inline. Names are quoted unless they are
     * made by {@link Identifiers}, which quotes where it must.
     */
    default DSLContext sql() {
        return DSL.using(
                jooq(),
                new Settings()
                        .withRenderFormatted(true)
                        .withRenderKeywordCase(RenderKeywordCase.LOWER)
                        .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_QUOTED));
    }
}
