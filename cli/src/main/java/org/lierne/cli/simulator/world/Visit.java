package org.lierne.cli.simulator.world;

import org.jspecify.annotations.Nullable;

/**
 * A visitor's session on the site.
 *
 * @param number of the session
 * @param person who it is, or -1 for somebody who never buys
 * @param visitor the cookie
 * @param customer the customer number if the visitor logs in, or 0
 * @param campaign that brought the visitor, or -1
 * @param views how many products are looked at
 * @param order what is bought in the end, if anything
 */
public record Visit(
        long number,
        int person,
        String visitor,
        int customer,
        long startedAt,
        int campaign,
        int views,
        @Nullable Order order) {}
