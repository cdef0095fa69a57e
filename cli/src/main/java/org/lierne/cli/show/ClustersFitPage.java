package org.lierne.cli.show;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.ResultColumn;

/** How far clusters are apart: the silhouette by their number, and where their centres lie. */
final class ClustersFitPage {

    private static final String TRIED = "silhouette.";
    private static final String CLUSTERS = "_clusters";
    private static final String CLUSTER = "cluster_";
    private static final String CUSTOMERS = ".customers";

    private final FitPage fit;

    ClustersFitPage(FitPage fit) {
        this.fit = fit;
    }

    void write() {
        fit.page().section("How far the clusters are apart");
        String number = fit.count("clusters");
        List<List<Object>> rows = new ArrayList<>();
        for (String before : fit.fit().namesBefore(CLUSTERS)) {
            String clusters = before.substring(TRIED.length());
            double silhouette = fit.fit().value(before + CLUSTERS);
            rows.add(List.of(
                    clusters + (clusters.equals(number) ? " *" : "  "),
                    FitPage.fixed(silhouette, 3),
                    new Page.Bar(Math.max(0, silhouette))));
        }
        fit.page()
                .table(
                        List.of(
                                ResultColumn.number("clusters  "),
                                ResultColumn.number("silhouette"),
                                ResultColumn.text("")),
                        rows);
        fit.meaning("The mean silhouette of " + fit.count("silhouette_sample") + " of " + fit.count("customers")
                + " customers; the number with the greatest is taken. 1 is far apart, 0.25 or less hardly apart.");
        centres();
    }

    private void centres() {
        List<String> clusters = fit.fit().namesBefore(CUSTOMERS).stream()
                .filter(name -> name.startsWith(CLUSTER))
                .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(CLUSTER.length()))))
                .toList();
        Set<String> features = new LinkedHashSet<>();
        for (String name : fit.fit().figures().keySet()) {
            clusters.stream()
                    .filter(cluster -> name.startsWith(cluster + ".") && !name.endsWith(CUSTOMERS))
                    .forEach(cluster -> features.add(name.substring(cluster.length() + 1)));
        }
        List<ResultColumn> columns =
                new ArrayList<>(List.of(ResultColumn.number("cluster"), ResultColumn.number("customers")));
        features.forEach(feature -> columns.add(ResultColumn.number(feature)));
        List<List<Object>> rows = new ArrayList<>();
        for (String cluster : clusters) {
            List<Object> row =
                    new ArrayList<>(List.of(cluster.substring(CLUSTER.length()), fit.count(cluster + CUSTOMERS)));
            features.forEach(feature -> row.add(fit.decimals(cluster + "." + feature, 2)));
            rows.add(row);
        }
        fit.page().section("Where their centres lie, in standard deviations from the mean of all");
        fit.page().table(columns, rows);
    }
}
