package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * What a purchase is, said once: one row per row of a link that is in force, or of a fact, that meets {@code where}. The
 * analyses of customers and products read it.
 *
 * @param lines whose rows are the lines
 * @param customer the participant who buys
 * @param order the participant that groups lines
 * @param product the participant that is bought, if any
 * @param date a SQL expression over {@code satellite.column} and column names, or over the columns of the fact: when
 * @param amount likewise: for how much
 * @param returned likewise: how much of the amount was taken back, zero or more
 * @param margin likewise: with what margin, after what was taken back
 * @param where likewise: a condition
 */
public record TransactionsMart(
        String name,
        String description,
        Lines lines,
        String customer,
        String order,
        Optional<String> product,
        String date,
        String amount,
        Optional<String> returned,
        Optional<String> margin,
        Optional<String> where)
        implements Mart {

    /** Whose rows the lines are. */
    public sealed interface Lines {

        /**
         * A link's.
         *
         * @param through links that lead from it to the customer or the order, read as the row in force
         */
        record OfLink(String link, List<String> through) implements Lines {
            public OfLink {
                through = List.copyOf(through);
            }
        }

        /** Those of a mart of kind fact. */
        record OfFact(String fact) implements Lines {}
    }

    /** The same with another customer. */
    public TransactionsMart ofCustomer(String other) {
        return new TransactionsMart(
                name, description, lines, other, order, product, date, amount, returned, margin, where);
    }

    @Override
    public String kind() {
        return "transactions";
    }
}
