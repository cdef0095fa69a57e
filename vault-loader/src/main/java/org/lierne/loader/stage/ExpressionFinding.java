package org.lierne.loader.stage;

/**
 * An expression in the metadata that cannot be run.
 *
 * @param code stable: {@code expression-invalid}, {@code expression-unknown-column}, {@code expression-refused},
 *     {@code expression-not-boolean}, {@code pattern-invalid}, {@code source-not-stageable}
 * @param path where it is written, as {@link org.lierne.core.metadata.Positions#nearest} takes it: {@code
 *     sources.orders.columns.net.sql}
 * @param message full sentences that name the source or hub, and the column
 */
public record ExpressionFinding(String code, String path, String message) {}
