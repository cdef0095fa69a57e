package org.lierne.marts.computation;

import java.sql.SQLException;
import java.util.List;
import org.lierne.core.schema.TableColumn;

/**
 * The step of a mart that is taken in Java. It reads marts that are built already, by SQL that sums them up, and fills a
 * table that the mart's SQL reads. It must give the same rows for the same marts: seeds are fixed, and sums are taken in an
 * order of their own.
 */
public interface Computation {

    /** The schema of the tables that are filled, each called as its mart. */
    String SCHEMA = "computed";

    /** The columns of the table that is filled; of what is kept, the customer's hash key and then the payload. */
    List<TableColumn> columns();

    /**
     * Fills {@link ComputationInput#result()}, which is there and empty. Where nothing can be said it stays empty, or has
     * NULL, and the fit says why: no number is ever infinite, or none.
     */
    Fit compute(ComputationInput input) throws SQLException;
}
