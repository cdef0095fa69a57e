package org.lierne.core.model;

/**
 * A hub as it takes part in a row or a link.
 *
 * @param name the hub's own name, or the role that it has there
 * @param hub the hub's name
 */
public record Participant(String name, String hub) {}
