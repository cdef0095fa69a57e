package org.lierne.marts.customer;

/**
 * A column of a business key, as a transactions mart carries it.
 *
 * @param name its name in the hub
 * @param transactionsColumn its name in the transactions mart
 */
public record BusinessKeyColumn(String name, String transactionsColumn) {}
