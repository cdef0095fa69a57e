package org.lierne.marts.customer.value.model;

import java.util.List;

/** The models of how long and how often customers buy. The first two parameters are always those of how often. */
public enum LifetimeModelKind {
    /** Fader, Hardie and Lee, "Counting Your Customers the Easy Way: An Alternative to the Pareto/NBD Model", 2005. */
    BG_NBD("bg_nbd", "BG/NBD", List.of("r", "alpha", "a", "b")),
    /** Batislam, Denizel and Filiztekin, "Empirical validation and comparison of models for customer base analysis", 2007. */
    MBG_NBD("mbg_nbd", "MBG/NBD", List.of("r", "alpha", "a", "b")),
    /** Schmittlein, Morrison and Colombo, "Counting Your Customers: Who Are They and What Will They Do Next?", 1987. */
    PARETO_NBD("pareto_nbd", "Pareto/NBD", List.of("r", "alpha", "s", "beta")),
    /** Ehrenberg, "The Pattern of Consumer Purchases", 1959: what the others come to if nobody leaves. */
    NBD("nbd", "NBD", List.of("r", "alpha"));

    private final String code;
    private final String title;
    private final List<String> parameters;

    LifetimeModelKind(String code, String title, List<String> parameters) {
        this.code = code;
        this.title = title;
        this.parameters = parameters;
    }

    /** As it is written in metadata and stored. */
    public String code() {
        return code;
    }

    /** As people write it. */
    public String title() {
        return title;
    }

    /** The names of the parameters, as in the papers. */
    public List<String> parameters() {
        return parameters;
    }

    /**
     * The model with these parameters.
     *
     * @param parameters as {@link #parameters()} names them, each above 0; alpha and beta in the unit of time
     */
    public LifetimeModel with(double... parameters) {
        if (parameters.length != this.parameters.size()) {
            throw new IllegalArgumentException(
                    title + " has " + this.parameters.size() + " parameters, not " + parameters.length + ".");
        }
        for (double each : parameters) {
            if (!(each > 0 && Double.isFinite(each))) {
                throw new IllegalArgumentException("A parameter of " + title + " is " + each + ", not above 0.");
            }
        }
        return switch (this) {
            case BG_NBD, MBG_NBD -> new BetaGeometric(this, parameters[0], parameters[1], parameters[2], parameters[3]);
            case PARETO_NBD -> new ParetoNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
            case NBD -> new Nbd(parameters[0], parameters[1]);
        };
    }
}
