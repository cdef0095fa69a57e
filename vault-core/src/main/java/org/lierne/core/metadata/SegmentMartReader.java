package org.lierne.core.metadata;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.ClustersMart;
import org.lierne.core.model.Mart;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.ScoreBounds;
import org.lierne.core.model.SegmentMigrationMart;
import org.lierne.core.model.SegmentRule;
import org.lierne.core.model.ValueConcentrationMart;
import org.lierne.core.model.ValueGroupsMart;

/** Reads the marts that tell who is who among customers. */
final class SegmentMartReader {

    private static final int FIVE = 5;
    private static final int MOST_SCORES = 10;
    private static final Pattern CLUSTERS = Pattern.compile("(\\d{1,3})(?: to (\\d{1,3}))?");

    /** Kinds that have a row per customer, with {@code customer_hk}. */
    private static final Set<String> PER_CUSTOMER = Set.of("historic_value", "predicted_value", "rfm", "churn");

    private final Registry<String> kinds;
    private final AnalysisMartReader analyses;
    private final Diagnostics diagnostics;
    private final Scalars scalars;

    SegmentMartReader(Registry<String> kinds, AnalysisMartReader analyses, Diagnostics diagnostics) {
        this.kinds = kinds;
        this.analyses = analyses;
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    Mart rfm(String name, Fields fields) {
        analyses.checkTransactions(fields);
        ScoreBounds bounds = bounds(fields);
        boolean isOwn = fields.has("segments");
        int scores = scores(fields, bounds, isOwn);
        List<SegmentRule> segments = isOwn
                ? new SegmentRules(scores, fields.what(), diagnostics)
                        .read(fields.at("segments"), fields.entries("segments"))
                : List.of();
        RfmMart.Grid grid = isOwn
                ? RfmMart.Grid.OWN
                : RfmMart.Grid.valueOf(fields.text("grid", "ten_segments").toUpperCase(Locale.ROOT));
        if (isOwn && fields.has("grid")) {
            diagnostics.error(
                    "wrong_value",
                    fields.at("grid"),
                    Fields.sentence(fields.what()) + " has segments of its own and a grid.",
                    "Leave one of them out.");
        }
        return new RfmMart(
                name, fields.description(), fields.text("of", ""), grid, scores, bounds, segments, analyses.at(fields));
    }

    private int scores(Fields fields, ScoreBounds bounds, boolean isOwn) {
        Optional<Integer> said =
                fields.text("scores").flatMap(text -> scalars.count(text, "\"scores\" of " + fields.what()));
        List<Integer> bounded = List.of(bounds.recency(), bounds.frequency(), bounds.monetary()).stream()
                .filter(each -> !each.isEmpty())
                .map(each -> each.size() + 1)
                .distinct()
                .toList();
        int scores = said.orElse(bounded.isEmpty() ? FIVE : bounded.get(0));
        if (bounded.size() > 1 || !bounded.isEmpty() && bounded.get(0) != scores) {
            diagnostics.error(
                    "wrong_value",
                    fields.at("bounds"),
                    "\"bounds\" of " + fields.what() + " make " + bounded + " scores, but there are " + scores + ".",
                    "Give each as many bounds as there are scores, less one.");
        }
        if (!isOwn && scores != FIVE) {
            diagnostics.error(
                    "wrong_value",
                    fields.at(fields.has("scores") ? "scores" : "bounds"),
                    "The grid " + fields.text("grid", "ten_segments") + " is defined on five scores, but "
                            + fields.what() + " says " + scores + ".",
                    "Leave \"scores\" out, or say which segments there are.");
            return FIVE;
        }
        if (scores < 2 || scores > MOST_SCORES) {
            diagnostics.error(
                    "wrong_value",
                    fields.at(fields.has("scores") ? "scores" : "bounds"),
                    Fields.sentence(fields.what()) + " has " + scores + " scores.",
                    "Take 2 to " + MOST_SCORES + ".");
            return FIVE;
        }
        return scores;
    }

    private ScoreBounds bounds(Fields fields) {
        if (!fields.has("bounds")) {
            return ScoreBounds.QUANTILES;
        }
        Fields bounds = fields.map("bounds", Language.RFM_BOUNDS);
        return new ScoreBounds(
                increasing(bounds, "recency"), increasing(bounds, "frequency"), increasing(bounds, "monetary"));
    }

    private List<BigDecimal> increasing(Fields fields, String key) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (Text text : fields.texts(key)) {
            Optional<BigDecimal> number = scalars.number(text, "\"" + key + "\" of " + fields.what());
            if (number.isEmpty()) {
                return List.of();
            }
            if (!numbers.isEmpty() && number.get().compareTo(numbers.get(numbers.size() - 1)) <= 0) {
                diagnostics.error(
                        "wrong_value",
                        text.position(),
                        "\"" + key + "\" of " + fields.what() + " does not increase at " + text.text() + ".",
                        "Write it like [30, 60, 120, 240].");
                return List.of();
            }
            numbers.add(number.get());
        }
        return numbers;
    }

    Mart migration(String name, Fields fields) {
        checkKind(fields, "of", Set.of("rfm"), "needs scores", "Name a mart of kind rfm.");
        return new SegmentMigrationMart(
                name,
                fields.description(),
                fields.text("of", ""),
                SegmentMigrationMart.Step.valueOf(fields.text("every", "month").toUpperCase(Locale.ROOT)),
                fields.text("snapshots", ""));
    }

    Mart valueGroups(String name, Fields fields) {
        checkKind(
                fields,
                "of",
                PER_CUSTOMER,
                "needs a row per customer",
                "Name a mart of kind historic_value, predicted_value or rfm.");
        List<ValueGroupsMart.Group> groups = fields.has("groups") ? groups(fields) : ValueGroupsMart.DEFAULT;
        return new ValueGroupsMart(
                name,
                fields.description(),
                fields.text("of", ""),
                fields.text("by", "net_amount"),
                groups.isEmpty() ? ValueGroupsMart.DEFAULT : groups);
    }

    private List<ValueGroupsMart.Group> groups(Fields fields) {
        List<ValueGroupsMart.Group> groups = new ArrayList<>();
        double before = 0;
        for (Entry entry : fields.entries("groups")) {
            Text text = (Text) entry.value();
            Optional<Double> share =
                    scalars.share("groups\" of \"" + entry.key().text(), text);
            if (share.isEmpty()) {
                return List.of();
            }
            if (share.get() <= before) {
                diagnostics.error(
                        "wrong_value",
                        text.position(),
                        "The groups of " + fields.what() + " do not increase at \""
                                + entry.key().text() + "\".",
                        "Each says up to which share of all value it goes, as in { A: 80%, B: 95%, C: 100% }.");
                return List.of();
            }
            before = share.get();
            groups.add(new ValueGroupsMart.Group(entry.key().text(), before));
        }
        if (before < 1) {
            diagnostics.error(
                    "wrong_value",
                    fields.at("groups"),
                    "The groups of " + fields.what() + " end before 100%.",
                    "Let the last one go to 100%.");
        }
        return groups;
    }

    Mart valueConcentration(String name, Fields fields) {
        checkKind(fields, "of", Set.of("value_groups"), "needs groups by value", "Name a mart of kind value_groups.");
        return new ValueConcentrationMart(name, fields.description(), fields.text("of", ""));
    }

    Optional<Mart> clusters(String name, Fields fields) {
        analyses.checkTransactions(fields);
        checkKind(
                fields,
                "from",
                PER_CUSTOMER,
                "needs a row per customer",
                "Name a mart of kind historic_value, predicted_value or rfm.");
        List<ClustersMart.Feature> features = new ArrayList<>();
        for (Entry entry : fields.entries("features")) {
            String as = entry.value() instanceof Text text ? text.text() : "";
            if (!as.equals("plain") && !as.equals("log") && !as.isEmpty()) {
                diagnostics.error(
                        "wrong_value",
                        entry.value().position(),
                        "The feature \"" + entry.key().text() + "\" of " + fields.what() + " cannot be \"" + as + "\".",
                        "It is plain, or log, which takes the logarithm of one more.");
                return Optional.empty();
            }
            features.add(new ClustersMart.Feature(entry.key().text(), as.equals("log")));
        }
        Optional<int[]> between = fewestAndMost(fields);
        Optional<Integer> sample = number(
                fields, "sample", ClustersMart.DEFAULT_SAMPLE, ClustersMart.LEAST_SAMPLE, ClustersMart.MOST_SAMPLE);
        Optional<Integer> seed = number(fields, "seed", 1, 0, Integer.MAX_VALUE);
        if (features.isEmpty() || between.isEmpty() || sample.isEmpty() || seed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ClustersMart(
                name,
                fields.description(),
                fields.text("of", ""),
                fields.text("from", ""),
                features,
                ClustersMart.Scale.valueOf(fields.text("scale", "standard").toUpperCase(Locale.ROOT)),
                between.get()[0],
                between.get()[1],
                sample.get(),
                seed.get(),
                fields.text("was").map(Text::text)));
    }

    private Optional<int[]> fewestAndMost(Fields fields) {
        Optional<Text> text = fields.text("clusters");
        if (text.isEmpty()) {
            return Optional.of(new int[] {ClustersMart.DEFAULT_FEWEST, ClustersMart.DEFAULT_MOST});
        }
        Matcher numbers = CLUSTERS.matcher(text.get().text().strip());
        if (numbers.matches()) {
            int fewest = Integer.parseInt(numbers.group(1));
            int most = numbers.group(2) == null ? fewest : Integer.parseInt(numbers.group(2));
            if (fewest >= 2 && most >= fewest && most <= ClustersMart.MOST_CLUSTERS) {
                return Optional.of(new int[] {fewest, most});
            }
        }
        diagnostics.error(
                "wrong_value",
                text.get().position(),
                "\"clusters\" of " + fields.what() + " cannot be \""
                        + text.get().text() + "\".",
                "Write it like 2 to 8, or 4; from 2 to " + ClustersMart.MOST_CLUSTERS + ".");
        return Optional.empty();
    }

    private Optional<Integer> number(Fields fields, String key, int otherwise, int least, int most) {
        Optional<Text> text = fields.text(key);
        if (text.isEmpty()) {
            return Optional.of(otherwise);
        }
        Optional<Integer> number = scalars.count(text.get(), "\"" + key + "\" of " + fields.what());
        if (number.isPresent() && (number.get() < least || number.get() > most)) {
            diagnostics.error(
                    "wrong_value",
                    text.get().position(),
                    "\"" + key + "\" of " + fields.what() + " is " + number.get() + ".",
                    "Take " + least + " to " + most + ".");
            return Optional.empty();
        }
        return number;
    }

    private void checkKind(Fields fields, String key, Set<String> wanted, String needs, String hint) {
        fields.text(key).ifPresent(of -> {
            Optional<String> kind = kinds.resolve(of, fields.what(), diagnostics);
            if (kind.isPresent() && !wanted.contains(kind.get())) {
                diagnostics.error(
                        "wrong_mart",
                        of.position(),
                        Fields.sentence(fields.what()) + " is \"" + key + "\" the mart \"" + of.text()
                                + "\", which is a " + kind.get() + ", but it " + needs + ".",
                        hint);
            }
        });
    }
}
