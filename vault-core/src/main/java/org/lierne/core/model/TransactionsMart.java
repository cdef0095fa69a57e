package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * What a purchase is, said once: one row per row of a link that is in force and meets {@code where}. The analyses of
 * customers and products read it.
 *
 * @param link the link whose rows are the lines
 * @param through links that lead from it to the customer or the order, read as the row in force
 * @param customer the participant who buys
 * @param order the participant that groups lines
 * @param product the participant that is bought, if any
 * @param date a SQL expression over {@code satellite.column} and column names: when
 * @param amount likewise: for how much
 * @param margin likewise: with what margin
 * @param where likewise: a condition
 */
public record TransactionsMart(
        String name,
        String description,
        String link,
        List<String> through,
        String customer,
        String order,
        Optional<String> product,
        String date,
        String amount,
        Optional<String> margin,
        Optional<String> where)
        implements Mart {

    public TransactionsMart {
        through = List.copyOf(through);
    }
}
