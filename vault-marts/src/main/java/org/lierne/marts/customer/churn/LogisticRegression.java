package org.lierne.marts.customer.churn;

import java.util.Arrays;
import java.util.Optional;
import org.lierne.marts.statistics.Symmetric;

/**
 * Logistic regression: the logit is linear in the features, fitted by Newton's method on the likelihood, which has one maximum (Cox,
 * The regression analysis of binary sequences, JRSS B 20, 1958). Features are standardised first, and their coefficients held
 * back by a penalty of half the sum of their squares (le Cessie and van Houwelingen, Ridge estimators in logistic regression,
 * Applied Statistics 41, 1992), so that a feature that tells the lost from the others without error, or two that say the same, do no harm.
 * A contribution is the coefficient times the standardised difference from the mean.
 */
final class LogisticRegression implements ChurnModel {

    private static final int STEPS = 100;
    private static final double ENOUGH = 1e-10;

    private final double[] means;
    private final double[] deviations;
    private final double[] coefficients;
    private final double[] standardErrors;

    private LogisticRegression(double[] means, double[] deviations, double[] coefficients, double[] standardErrors) {
        this.means = means;
        this.deviations = deviations;
        this.coefficients = coefficients;
        this.standardErrors = standardErrors;
    }

    /**
     * Fits.
     *
     * @param penalty 1 as a rule; 0 for the likelihood alone
     * @return empty, if there is no fit, which without a penalty may be
     */
    static Optional<LogisticRegression> fit(Examples examples, double penalty) {
        int features = examples.names().size();
        double[] means = new double[features];
        double[] deviations = new double[features];
        for (int feature = 0; feature < features; feature++) {
            double[] column = examples.features()[feature];
            means[feature] = Arrays.stream(column).average().orElse(0);
            double squares = 0;
            for (double value : column) {
                squares += (value - means[feature]) * (value - means[feature]);
            }
            double deviation = Math.sqrt(squares / Math.max(1, column.length));
            // What all have alike says nothing, and its coefficient stays 0.
            deviations[feature] = deviation > 1e-9 * Math.max(1, Math.abs(means[feature])) ? deviation : 0;
        }
        LogisticRegression start =
                new LogisticRegression(means, deviations, new double[features + 1], new double[features + 1]);
        return start.maximise(examples, penalty);
    }

    private Optional<LogisticRegression> maximise(Examples examples, double penalty) {
        double likelihood = likelihood(examples, coefficients, penalty);
        for (int step = 0; step < STEPS; step++) {
            Derivatives derivatives = new Derivatives(examples, coefficients, penalty);
            Optional<double[]> direction = Symmetric.solve(derivatives.information, derivatives.gradient);
            if (direction.isEmpty()) {
                return Optional.empty();
            }
            double decrement = 0;
            for (int each = 0; each < coefficients.length; each++) {
                decrement += derivatives.gradient[each] * direction.get()[each];
            }
            if (decrement < ENOUGH) {
                return Symmetric.invert(derivatives.information).map(inverse -> {
                    for (int each = 0; each < coefficients.length; each++) {
                        standardErrors[each] = Math.sqrt(inverse[each][each]);
                    }
                    return this;
                });
            }
            double length = 1;
            double[] moved = moved(direction.get(), length);
            double reached = likelihood(examples, moved, penalty);
            while (reached < likelihood && length > 1e-6) {
                length /= 2;
                moved = moved(direction.get(), length);
                reached = likelihood(examples, moved, penalty);
            }
            System.arraycopy(moved, 0, coefficients, 0, moved.length);
            likelihood = reached;
        }
        return Optional.empty();
    }

    private double[] moved(double[] direction, double length) {
        double[] moved = coefficients.clone();
        for (int each = 0; each < moved.length; each++) {
            moved[each] += length * direction[each];
        }
        return moved;
    }

    private double likelihood(Examples examples, double[] at, double penalty) {
        double sum = 0;
        for (int customer = 0; customer < examples.size(); customer++) {
            double logit = logit(examples, customer, at);
            double signed = examples.lost()[customer] ? logit : -logit;
            sum -= signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed;
        }
        for (int feature = 1; feature < at.length; feature++) {
            sum -= penalty / 2 * at[feature] * at[feature];
        }
        return sum;
    }

    private double logit(Examples examples, int customer, double[] at) {
        double logit = at[0];
        for (int feature = 0; feature < means.length; feature++) {
            logit += at[feature + 1] * standardised(feature, examples.features()[feature][customer]);
        }
        return logit;
    }

    private double standardised(int feature, double value) {
        return deviations[feature] == 0 ? 0 : (value - means[feature]) / deviations[feature];
    }

    /** The gradient of the likelihood, and the negative of its second derivatives. */
    private final class Derivatives {

        final double[] gradient;
        final double[][] information;

        Derivatives(Examples examples, double[] at, double penalty) {
            int size = at.length;
            gradient = new double[size];
            information = new double[size][size];
            double[] row = new double[size];
            row[0] = 1;
            for (int customer = 0; customer < examples.size(); customer++) {
                double logit = at[0];
                for (int feature = 1; feature < size; feature++) {
                    row[feature] = standardised(feature - 1, examples.features()[feature - 1][customer]);
                    logit += at[feature] * row[feature];
                }
                double probability = ChurnModel.logistic(logit);
                double residual = (examples.lost()[customer] ? 1 : 0) - probability;
                double weight = probability * (1 - probability);
                for (int each = 0; each < size; each++) {
                    gradient[each] += residual * row[each];
                    for (int other = 0; other <= each; other++) {
                        information[each][other] += weight * row[each] * row[other];
                    }
                }
            }
            for (int each = 0; each < size; each++) {
                if (each > 0) {
                    gradient[each] -= penalty * at[each];
                    // A feature that says nothing has no second derivative of its own.
                    information[each][each] += deviations[each - 1] == 0 ? 1 : penalty;
                }
                for (int other = 0; other < each; other++) {
                    information[other][each] = information[each][other];
                }
            }
        }
    }

    @Override
    public void explain(double[] row, double[] contributions) {
        for (int feature = 0; feature < row.length; feature++) {
            contributions[feature] = coefficients[feature + 1] * standardised(feature, row[feature]);
        }
    }

    @Override
    public double base() {
        return coefficients[0];
    }

    /** How the logit changes with a standard deviation of the feature. */
    double coefficient(int feature) {
        return coefficients[feature + 1];
    }

    /** Of {@link #coefficient}, from the second derivatives at the maximum. */
    double standardError(int feature) {
        return standardErrors[feature + 1];
    }

    /** A standard deviation of the feature, in its own unit; 0 if all have it alike. */
    double deviation(int feature) {
        return deviations[feature];
    }
}
