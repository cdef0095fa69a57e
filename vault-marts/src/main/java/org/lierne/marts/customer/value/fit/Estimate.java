package org.lierne.marts.customer.value.fit;

import java.util.OptionalDouble;

/**
 * A parameter of a model as it was fitted.
 *
 * @param name as the paper calls it
 * @param value above 0
 * @param standardError from the observed information, by the delta method; empty if there is none
 */
public record Estimate(String name, double value, OptionalDouble standardError) {}
