package org.lierne.cli.simulator.delivery;

/**
 * A fault that one source will find in a record.
 *
 * @param code the reason, as Lierne's rejects have it
 * @param column of the metadata; empty where the record as a whole is at fault
 */
public record Planted(String source, String code, String column) {}
