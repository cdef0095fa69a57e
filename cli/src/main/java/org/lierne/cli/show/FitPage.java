package org.lierne.cli.show;

import java.util.List;
import java.util.Locale;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Page;

/** How good the fit behind a mart is: for each kind of fit what tells it, and beside it what anybody could say. */
final class FitPage {

    private final Page page;
    private final ShownFit fit;

    FitPage(Page page, ShownFit fit) {
        this.page = page;
        this.fit = fit;
    }

    /** Shows what is known of such a fit; nothing, if nothing was fitted. */
    void write() {
        if (fit.has("validation.customers")) {
            new ChurnFitPage(this).write();
        } else if (fit.namesBefore(".log_likelihood").isEmpty()) {
            if (fit.has("silhouette")) {
                new ClustersFitPage(this).write();
            }
        } else {
            new ValueFitPage(this).write();
        }
    }

    Page page() {
        return page;
    }

    ShownFit fit() {
        return fit;
    }

    /** A few sentences over as many lines as they need. */
    void sentences(String text) {
        Lines.wrapped(text, page.width() - 2).forEach(page::line);
    }

    /** What figures mean, of less weight. */
    void meaning(String text) {
        Lines.wrapped(text, page.width() - 2).forEach(page::note);
    }

    /** {@code 1,923} */
    String count(String name) {
        return Amounts.count((long) fit.value(name));
    }

    /** A figure with so many decimals, and its standard error behind; empty if it is not there. */
    String decimals(String name, int decimals) {
        return fit.figure(name)
                .map(figure -> fixed(figure.value(), decimals)
                        + (figure.standardError().isPresent()
                                ? " ± " + fixed(figure.standardError().getAsDouble(), decimals)
                                : ""))
                .orElse("");
    }

    String percent(String name) {
        return fit.figure(name).map(figure -> Numbers.percent(figure.value())).orElse("");
    }

    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    static String joined(List<String> parts) {
        return String.join(", ", parts);
    }
}
