package org.lierne.core.sql;

import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderKeywordCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;

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

    /** The type of a table's column in DDL, by the engine's name of it. */
    default DataType<?> column(String type, boolean nullable) {
        return new DefaultDataType<>(jooq(), Object.class, type).nullable(nullable);
    }

    /** The hash recipe in the engine's SQL. */
    Hashes hashes();

    /**
     * How text becomes typed values inside the engine. Where it does not {@linkplain #readsFiles read files}, texts can
     * be cleaned, and all else throws an {@link UnsupportedOperationException}.
     */
    Reads reads();

    /** The expression of the name under which the engine's {@code information_schema} knows the database in use. */
    String currentCatalog();

    /**
     * Whether the engine reads deliveries, and so makes rows of them. Else DuckDB does, and hands its stage tables over:
     * nothing of them is a view.
     */
    boolean readsFiles();

    /**
     * The beginning of the statement that makes one of a run's own tables anew; columns follow, or {@code as} and a
     * query. Such tables are named without a schema: they are temporary, or stand in the schema of the run's session.
     */
    String stageTable(String name);

    /** The beginning of the statement that makes one of a run's own views anew; {@code as} and a query follow. */
    String stageView(String name);

    /** The latest value in a window that is not NULL. The window ends at the current row. */
    String lastKnown(String value, String window);

    /** That no element of a list fulfils a condition on it; true of an empty list, and of NULL. */
    String noneOf(String list, String element, String condition);

    /** A value of no type that fails with a message, once it is asked for. */
    String fails(String message);

    /** Whether a recursive query goes on for as long as it finds rows, rather than for a few steps. */
    boolean recursesDeeply();

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
