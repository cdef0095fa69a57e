package org.lierne.loader.stage;

/**
 * An expression in the metadata that cannot be run.
 *
 * @param code stable: {@code expression_invalid}, {@code expression_unknown_column}, {@code expression_refused},
 *     {@code expression_not_boolean}, {@code pattern_invalid}, {@code source_not_stageable}
 * @param path where it is written, as {@link org.lierne.core.metadata.Positions#nearest} takes it: {@code
 *     sources.orders.columns.net.sql}
 * @param message full sentences that name the source or hub, and the column
 */
public record ExpressionFinding(String code, String path, String message) {}
