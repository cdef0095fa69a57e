package org.lierne.marts.customer.churn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Boosted trees: small trees, each fitted to what those before it left over (Friedman, Greedy function approximation: a gradient
 * boosting machine, Annals of Statistics 29, 2001), with Newton's step in the leaves and splits found in histograms of each feature's
 * quantiles (Chen and Guestrin, XGBoost: A scalable tree boosting system, KDD 2016, sections 2 and 3). How many trees there are is chosen by
 * a fifth of the customers, left out for that. Nothing is drawn by chance: the same examples give the same trees.
 */
final class BoostedTrees implements ChurnModel {

    private static final int MOST_TREES = 150;
    private static final int PATIENCE = 10;
    private static final double RATE = 0.2;

    private final double start;
    private final List<BoostedTree> trees;
    private final double base;

    private BoostedTrees(double start, List<BoostedTree> trees) {
        this.start = start;
        this.trees = List.copyOf(trees);
        double expected = start;
        for (BoostedTree tree : trees) {
            expected += tree.expected();
        }
        this.base = expected;
    }

    /** Fits, to at least one customer who is lost and one who is not. */
    static BoostedTrees fit(Examples examples) {
        Examples others = examples.fifth(false);
        Examples fifth = examples.fifth(true);
        int most = isBoth(others) && isBoth(fifth) ? best(others, fifth) : PATIENCE;
        return fit(examples, most);
    }

    /** Fits so many trees. */
    static BoostedTrees fit(Examples examples, int trees) {
        return new Boosting(examples).trees(trees);
    }

    private static boolean isBoth(Examples examples) {
        int lost = examples.countLost();
        return lost > 0 && lost < examples.size();
    }

    /** After how many trees the deviance of customers who were left out is least. */
    private static int best(Examples fitted, Examples leftOut) {
        Boosting boosting = new Boosting(fitted);
        double[] logits = new double[leftOut.size()];
        Arrays.fill(logits, boosting.start);
        double least = deviance(logits, leftOut.lost());
        int best = 0;
        for (int count = 1; count <= MOST_TREES && count <= best + PATIENCE; count++) {
            BoostedTree tree = boosting.next();
            for (int customer = 0; customer < logits.length; customer++) {
                logits[customer] += tree.value(leftOut.row(customer));
            }
            double deviance = deviance(logits, leftOut.lost());
            if (deviance < least) {
                least = deviance;
                best = count;
            }
        }
        return best;
    }

    private static double deviance(double[] logits, boolean[] lost) {
        double sum = 0;
        for (int customer = 0; customer < logits.length; customer++) {
            double signed = lost[customer] ? logits[customer] : -logits[customer];
            sum += signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed;
        }
        return sum;
    }

    /** Trees as they are added. */
    private static final class Boosting {

        private final Examples examples;
        private final Bins bins;
        private final double start;
        private final double[] logits;
        private final double[] gradients;
        private final double[] hessians;

        Boosting(Examples examples) {
            this.examples = examples;
            this.bins = Bins.of(examples.features());
            double share = (double) examples.countLost() / examples.size();
            this.start = Math.log(share / (1 - share));
            this.logits = new double[examples.size()];
            this.gradients = new double[examples.size()];
            this.hessians = new double[examples.size()];
            Arrays.fill(logits, start);
        }

        BoostedTree next() {
            for (int customer = 0; customer < logits.length; customer++) {
                double probability = ChurnModel.logistic(logits[customer]);
                gradients[customer] = (examples.lost()[customer] ? 1 : 0) - probability;
                hessians[customer] = probability * (1 - probability);
            }
            return BoostedTree.grow(bins, gradients, hessians, RATE, logits);
        }

        BoostedTrees trees(int count) {
            List<BoostedTree> trees = new ArrayList<>();
            for (int each = 0; each < count; each++) {
                trees.add(next());
            }
            return new BoostedTrees(start, trees);
        }
    }

    @Override
    public void explain(double[] row, double[] contributions) {
        Arrays.fill(contributions, 0);
        for (BoostedTree tree : trees) {
            tree.explain(row, contributions);
        }
    }

    @Override
    public double probability(double[] row) {
        double logit = start;
        for (BoostedTree tree : trees) {
            logit += tree.value(row);
        }
        return ChurnModel.logistic(logit);
    }

    @Override
    public double base() {
        return base;
    }

    /** How many trees there are. */
    int count() {
        return trees.size();
    }
}
