package org.lierne.marts.customer;

import java.util.List;
import java.util.Optional;

/**
 * What an analysis needs to know of the mart of transactions that it reads.
 *
 * @param mart the mart's name
 * @param customerKey the customer's business key as the transactions carry it
 * @param hasProduct whether there is a {@code product_hk}
 * @param hasReturned whether there is a {@code returned}
 * @param hasMargin whether there is a {@code margin}
 * @param rows which rows of the raw vault the transactions of some customers are made of; empty if that cannot be told
 */
public record Transactions(
        String mart,
        List<BusinessKeyColumn> customerKey,
        boolean hasProduct,
        boolean hasReturned,
        boolean hasMargin,
        Optional<RowsOfOrders> rows) {

    public Transactions {
        customerKey = List.copyOf(customerKey);
    }

    /** Transactions of which it is not known what they are made of. */
    public Transactions(
            String mart,
            List<BusinessKeyColumn> customerKey,
            boolean hasProduct,
            boolean hasReturned,
            boolean hasMargin) {
        this(mart, customerKey, hasProduct, hasReturned, hasMargin, Optional.empty());
    }

    /** The customer's business key under its own names. */
    public List<String> keyNames() {
        return customerKey.stream().map(BusinessKeyColumn::name).toList();
    }
}
