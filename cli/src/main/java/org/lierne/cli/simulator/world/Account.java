package org.lierne.cli.simulator.world;

/**
 * A customer as the CRM has it.
 *
 * @param customer its number
 * @param second whether it is the person's second one, under another spelling
 * @param contact how often e-mail and phone have changed
 * @param newsletter how often the newsletter was ordered or cancelled
 * @param tier 0 for bronze, 1 for silver, 2 for gold
 */
public record Account(
        int customer,
        int person,
        boolean second,
        int address,
        int contact,
        int newsletter,
        int tier,
        long registeredAt) {}
