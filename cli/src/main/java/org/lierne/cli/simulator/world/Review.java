package org.lierne.cli.simulator.world;

/**
 * A review, or a later version of it.
 *
 * @param version 0 for the first
 * @param delay days from the order to its delivery
 */
public record Review(Order order, OrderLine line, int version, int stars, long writtenAt, int delay) {}
