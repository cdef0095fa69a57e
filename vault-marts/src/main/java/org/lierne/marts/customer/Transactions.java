package org.lierne.marts.customer;

import java.util.List;

/**
 * What an analysis needs to know of the mart of transactions that it reads.
 *
 * @param mart the mart's name
 * @param customerKey the customer's business key as the transactions carry it
 * @param hasProduct whether there is a {@code product_hk}
 * @param hasReturned whether there is a {@code returned}
 * @param hasMargin whether there is a {@code margin}
 */
public record Transactions(
        String mart, List<BusinessKeyColumn> customerKey, boolean hasProduct, boolean hasReturned, boolean hasMargin) {

    public Transactions {
        customerKey = List.copyOf(customerKey);
    }

    /** The customer's business key under its own names. */
    public List<String> keyNames() {
        return customerKey.stream().map(BusinessKeyColumn::name).toList();
    }
}
