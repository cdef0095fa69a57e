package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Source;

/** Reads what a file of a source holds, and checks what follows from it. */
final class DeliveryKindReader {

    private final Diagnostics diagnostics;
    private final Scalars scalars;

    DeliveryKindReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    /** What the source says of its deliveries. */
    Delivery read(Fields source) {
        Fields delivery = source.map("delivery", Language.DELIVERY);
        String kind = delivery.text("kind", "delta");
        refuse(delivery, kind, "full", "within");
        refuse(delivery, kind, "cdc", "operation", "deletes", "sequence");
        refuse(source, kind, "full", "missing_at_most");
        if (kind.equals("full")) {
            double missing = source.text("missing_at_most")
                    .flatMap(text -> scalars.share("missing_at_most", text))
                    .orElse(Delivery.Full.DEFAULT_MISSING_AT_MOST);
            return new Delivery.Full(delivery.strings("within"), missing);
        }
        if (!kind.equals("cdc")) {
            return new Delivery.Delta();
        }
        require(delivery, "operation", "the column that says what happened");
        require(delivery, "deletes", "the texts in it that mean a deletion");
        return new Delivery.ChangeRecords(delivery.text("operation", ""), delivery.strings("deletes"));
    }

    /** What orders rows of one load date: of change records, unless they say, their place in the file. */
    Optional<String> sequence(Fields source) {
        Fields delivery = source.map("delivery", Language.DELIVERY);
        Optional<Text> own = source.text("sequence");
        Optional<Text> ofRecords = delivery.text("sequence");
        if (own.isPresent() && ofRecords.isPresent()) {
            diagnostics.error(
                    "contradiction",
                    ofRecords.get().position(),
                    Fields.sentence(source.what()) + " says twice what orders its rows.",
                    "Keep the \"sequence\" of \"delivery\".");
        }
        Optional<String> said = ofRecords.or(() -> own).map(Text::text);
        boolean records = delivery.text("kind", "delta").equals("cdc");
        return said.isEmpty() && records ? Optional.of(Source.RECORD_NUMBER) : said;
    }

    private void refuse(Fields fields, String kind, String belongsTo, String... keys) {
        for (String key : keys) {
            if (!kind.equals(belongsTo) && fields.has(key)) {
                diagnostics.error(
                        "wrong_delivery",
                        fields.at(key),
                        "\"" + key + "\" of " + fields.what() + " means something for \"delivery: " + belongsTo
                                + "\" only, but the delivery is \"" + kind + "\".",
                        "Take it out, or say \"kind: " + belongsTo + "\".");
            }
        }
    }

    private void require(Fields delivery, String key, String meaning) {
        if (!delivery.has(key)) {
            diagnostics.error(
                    "missing_key",
                    delivery.position(),
                    Fields.sentence(delivery.what()) + " lacks the key \"" + key + "\".",
                    "Say " + meaning + ".");
        }
    }

    /** Checks that it can be told what is gone. */
    void check(SourceDraft draft) {
        Fields fields = draft.fields();
        Delivery kind = draft.source().delivery();
        if (kind instanceof Delivery.Delta) {
            return;
        }
        Fields delivery = fields.map("delivery", Language.DELIVERY);
        checkColumns(draft, delivery, "within");
        checkColumns(draft, delivery, "operation");
        checkColumns(draft, delivery, "sequence");
        Stream.concat(delivery.texts("within").stream(), fields.texts("one_row_per").stream())
                .filter(column -> draft.column(column.text()).isPresent())
                .filter(column -> org.lierne.core.schema.Names.PRESENCE.contains(column.text()))
                .forEach(column -> diagnostics.error(
                        "reserved_name",
                        column.position(),
                        "\"" + column.text() + "\" of " + fields.what()
                                + " is the name of a column that the tables have anyway which say what is gone.",
                        "Give the column another name, and say with \"from\" which header it has."));
        checkDeletesOccur(draft, delivery);
        if (!draft.isUnsure()
                && !fields.isRefused("one_row_per")
                && draft.source().rowParts().isEmpty()) {
            diagnostics.error(
                    "no_row_key",
                    fields.has("one_row_per") ? fields.at("one_row_per") : fields.at("delivery"),
                    "What is gone cannot be told: " + fields.what()
                            + " does not say what it has one row per, other than" + " by a record's place.",
                    "Say \"one_row_per\" with the keys and columns that tell rows apart in all its files.");
        }
        if (draft.track().filter(track -> !track).isPresent()) {
            diagnostics.error(
                    "contradiction",
                    fields.at("track"),
                    "\"track: false\" of " + fields.what() + " leaves nothing to tell by what is gone.",
                    "Take it out, or say \"delivery: delta\".");
        }
    }

    /** A text that no record may have deletes nothing, which nobody would notice. */
    private void checkDeletesOccur(SourceDraft draft, Fields delivery) {
        List<String> accepted = delivery.text("operation")
                .flatMap(operation -> draft.column(operation.text()))
                .map(column -> column.checks().accepts())
                .orElse(List.of());
        for (Text text : delivery.texts("deletes")) {
            if (!accepted.isEmpty() && !accepted.contains(text.text())) {
                diagnostics.error(
                        "contradiction",
                        text.position(),
                        "\"deletes\" of " + delivery.what() + " names \"" + text.text() + "\", which \""
                                + delivery.text("operation").orElseThrow().text() + "\" does not accept.",
                        Suggestions.hint(text.text(), accepted));
            }
        }
    }

    private void checkColumns(SourceDraft draft, Fields delivery, String key) {
        for (Text column : delivery.texts(key)) {
            boolean place = key.equals("sequence") && column.text().equals(Source.RECORD_NUMBER);
            if (!place && !draft.mayHaveColumn(column.text())) {
                diagnostics.error(
                        "unknown_column",
                        column.position(),
                        "\"" + key + "\" of " + delivery.what() + " names \"" + column.text()
                                + "\", which is none of its columns.",
                        Suggestions.hint(column.text(), draft.columnNames()));
            }
        }
    }

    /** Checks that a status tracking satellite follows what its source can say is gone. */
    boolean checkStatus(Fields satellite, SourceDraft source, Parent parent, Optional<Link> link) {
        Position at = satellite.text("of").orElseThrow().position();
        String what = Fields.sentence(satellite.what());
        if (source.source().delivery() instanceof Delivery.Delta) {
            boolean unreadable =
                    source.fields().map("delivery", Language.DELIVERY).isRefused("kind");
            if (unreadable || source.fields().isRefused("delivery")) {
                return false;
            }
            diagnostics.error(
                    "status_of_delta",
                    satellite.text("from").orElseThrow().position(),
                    what + " follows what is deleted, but source \"" + source.name()
                            + "\" delivers changes only, which say nothing of that.",
                    "Say \"delivery: full\" or \"delivery: { kind: cdc, … }\" on the source if that is so.");
            return false;
        }
        List<String> parts = source.source().rowParts();
        List<String> parentParts = new ArrayList<>(
                link.map(Link::parts).orElseGet(() -> Stream.of(parent.name()).toList()));
        if (source.isUnsure() || parts.isEmpty() || parentParts.containsAll(parts)) {
            return true;
        }
        diagnostics.error(
                "status_too_coarse",
                at,
                what + " is of \"" + parent.name() + "\", but source \"" + source.name() + "\" has one row per "
                        + Suggestions.quoted(parts) + ": that such a row is gone does not mean that \"" + parent.name()
                        + "\" is.",
                "Make it a satellite of a link that connects " + Suggestions.quoted(parts) + ".");
        return false;
    }
}
