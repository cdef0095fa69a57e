package org.lierne.core.metadata;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Mart;

/** Reads marts. */
final class MartReader {

    private static final Map<String, MapKind> LANGUAGES = Map.ofEntries(
            Map.entry("dimension", Language.DIMENSION),
            Map.entry("fact", Language.FACT),
            Map.entry("transactions", Language.TRANSACTIONS),
            Map.entry("rfm", Language.RFM),
            Map.entry("segment_migration", Language.SEGMENT_MIGRATION),
            Map.entry("value_groups", Language.VALUE_GROUPS),
            Map.entry("value_concentration", Language.VALUE_CONCENTRATION),
            Map.entry("clusters", Language.CLUSTERS),
            Map.entry("historic_value", Language.HISTORIC_VALUE),
            Map.entry("predicted_value", Language.PREDICTED_VALUE),
            Map.entry("churn_window", Language.CHURN_WINDOW),
            Map.entry("churn_rate", Language.CHURN_RATE),
            Map.entry("survival", Language.SURVIVAL),
            Map.entry("log_rank", Language.LOG_RANK),
            Map.entry("retention", Language.RETENTION),
            Map.entry("churn_prediction", Language.CHURN_PREDICTION),
            Map.entry("sql", Language.SQL));

    private final Registry<Hub> hubs;
    private final Registry<String> kinds;
    private final Ways ways;
    private final FactMartReader facts;
    private final TransactionsMartReader transactions;
    private final AnalysisMartReader analyses;
    private final ChurnMartReader churn;
    private final SegmentMartReader segments;
    private final SqlMartReader sqlMarts;
    private final Diagnostics diagnostics;

    MartReader(
            Path project, Registry<Hub> hubs, Registry<Link> links, Registry<String> kinds, Diagnostics diagnostics) {
        this.hubs = hubs;
        this.kinds = kinds;
        this.ways = new Ways(links, diagnostics);
        this.facts = new FactMartReader(hubs, links, diagnostics);
        this.transactions = new TransactionsMartReader(links, kinds, diagnostics);
        this.analyses = new AnalysisMartReader(kinds, diagnostics);
        this.churn = new ChurnMartReader(kinds, analyses, diagnostics);
        this.segments = new SegmentMartReader(kinds, analyses, diagnostics);
        this.sqlMarts = new SqlMartReader(project, diagnostics);
        this.diagnostics = diagnostics;
    }

    /** Notes the names and kinds of all marts, so that they may refer to each other in any order. */
    void declare(List<Declaration> marts) {
        for (Declaration mart : marts) {
            Optional<String> kind = mart.value() instanceof Value.Entries map
                    ? map.find("kind")
                            .map(Value.Entry::value)
                            .filter(Text.class::isInstance)
                            .map(text -> ((Text) text).text())
                    : Optional.empty();
            kinds.add(mart.name().text(), kind);
        }
    }

    Optional<Mart> read(Declaration declaration) {
        String name = declaration.name().text();
        String what = "mart \"" + name + "\"";
        Optional<String> kind = Fields.kind(Language.MART_KINDS, "", what, declaration.value(), diagnostics);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        if (!LANGUAGES.containsKey(kind.get())) {
            diagnostics.error(
                    "missing_key",
                    declaration.name().position(),
                    Fields.sentence(what) + " lacks the key \"kind\".",
                    "Allowed: " + Suggestions.list(Language.MART_KINDS.now()) + ".");
            return Optional.empty();
        }
        Fields fields = Fields.read(
                LANGUAGES.get(kind.get()), what, declaration.name().position(), declaration.value(), diagnostics);
        return switch (kind.get()) {
            case "dimension" -> dimension(name, fields);
            case "fact" -> facts.read(name, fields);
            case "transactions" -> transactions.read(name, fields);
            case "rfm" -> Optional.of(segments.rfm(name, fields));
            case "segment_migration" -> Optional.of(segments.migration(name, fields));
            case "value_groups" -> Optional.of(segments.valueGroups(name, fields));
            case "value_concentration" -> Optional.of(segments.valueConcentration(name, fields));
            case "clusters" -> segments.clusters(name, fields);
            case "historic_value" -> Optional.of(analyses.historicValue(name, fields));
            case "predicted_value" -> analyses.predictedValue(name, fields);
            case "churn_window" -> churn.window(name, fields);
            case "churn_rate" -> churn.rate(name, fields);
            case "survival" -> churn.survival(name, fields);
            case "log_rank" -> Optional.of(churn.logRank(name, fields));
            case "churn_prediction" -> churn.prediction(name, fields);
            case "retention" -> Optional.of(churn.retention(name, fields));
            default -> sqlMarts.read(name, fields);
        };
    }

    private Optional<Mart> dimension(String name, Fields fields) {
        Optional<Text> of = fields.text("of");
        of.ifPresent(text -> hubs.resolve(text, fields.what(), diagnostics));
        Optional<Hub> hub = of.flatMap(text -> hubs.find(text.text()));
        if (hub.isEmpty()) {
            ways.checkExist(fields);
            return Optional.empty();
        }
        ways.follow(fields, new HashSet<>(Set.of(hub.get().name())));
        return Optional.of(new DimensionMart(
                name,
                fields.description(),
                hub.get().name(),
                fields.strings("through"),
                DimensionMart.History.valueOf(fields.text("history", "type_1").toUpperCase(Locale.ROOT))));
    }
}
