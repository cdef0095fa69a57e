package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/** The words of refusals and warnings. */
final class Findings {

    private static final String UNCHANGED = " Nothing was changed.";

    private final Vault vault;

    Findings(Vault vault) {
        this.vault = vault;
    }

    SchemaFinding hashingChanged(Hashing before) {
        return new SchemaFinding(
                "hashing_changed",
                "The vault is hashed by " + text(before) + ", and the metadata now says " + text(vault.hashing())
                        + ". That would give every row another key." + UNCHANGED,
                "Set \"hashing\" back, or begin a new vault with a new database and load the archive into it.",
                SchemaFinding.Subject.VAULT,
                vault.name());
    }

    private static String text(Hashing hashing) {
        String text =
                "algorithm " + hashing.algorithm() + ", profile " + hashing.profile() + ", keys " + hashing.storage();
        return text.toLowerCase(Locale.ROOT);
    }

    SchemaFinding identityChanged(Table before, Table described) {
        boolean fedOtherwise = before.isOfSatellite();
        String subject = subject(described);
        String message = "The " + subject + " \"" + described.construct() + "\" is recorded as (" + before.identity()
                + "), and the metadata now says (" + described.identity() + "). ";
        if (before.kind() != described.kind()) {
            return new SchemaFinding(
                    "kind_changed",
                    message + "A " + subject + " cannot become one of another kind: their rows mean different things."
                            + UNCHANGED,
                    "Describe a new " + subject + " under another name; the old rows stay in \"" + before.name()
                            + "\".",
                    SchemaFinding.subjectOf(described),
                    described.construct());
        }
        if (before.isCorrected() != described.isCorrected()) {
            return new SchemaFinding(
                    "corrections_changed",
                    message + "With counter rows, each row says whether it counts or takes back, and those that are"
                            + " loaded without would not, or the other way round." + UNCHANGED,
                    "Set \"corrections\" back, or describe a new " + subject + " under another name.",
                    SchemaFinding.subjectOf(described),
                    described.construct());
        }
        String reason = fedOtherwise
                ? "This would re-key its rows: one history would hold keys of both descriptions."
                : "This would re-key it: the rows that are loaded would never meet those to come.";
        return new SchemaFinding(
                fedOtherwise ? "satellite_rekeyed" : "key_changed",
                message + reason + UNCHANGED,
                "Set it back, or describe a new " + subject + " under another name and load the archive into it.",
                SchemaFinding.subjectOf(described),
                described.construct());
    }

    SchemaFinding namesChanged(Table before, Table described) {
        String subject = subject(described);
        return new SchemaFinding(
                "names_changed",
                "The table of " + subject + " \"" + described.construct() + "\" is recorded as "
                        + storedText(before, described) + ", and the metadata now says " + storedText(described, before)
                        + ". Others may read it under its names, so it is not renamed." + UNCHANGED,
                "Set \"names\", \"table\", \"hash_key\" and \"hashdiff\" back.",
                SchemaFinding.subjectOf(described),
                described.construct());
    }

    /** Where a table stands, and what its columns are called that the other calls otherwise. */
    private static String storedText(Table table, Table other) {
        List<String> columns = table.columnNames().stream()
                .filter(other.columnNames()::contains)
                .filter(column -> !table.storedColumn(column).equals(other.storedColumn(column)))
                .map(table::storedColumn)
                .toList();
        return "\"" + table.storedSchema() + "." + table.storedName() + "\""
                + (columns.isEmpty() ? "" : " with " + String.join(", ", columns));
    }

    /** A warning that tables may hold rows of which nothing is known but what they say. */
    SchemaFinding takenOver(List<String> tables) {
        return new SchemaFinding(
                "taken_over",
                "These tables are taken over as they stand, as far as they are there: " + String.join(", ", tables)
                        + ". Their rows are kept as they are. They have no tracking: a delivery older than they are is"
                        + " not put into its place among them, and what they were loaded from cannot be rebuilt.",
                "Load what is newer than the rows that are there.",
                SchemaFinding.Subject.VAULT,
                vault.name());
    }

    /** A warning that columns are added to what a profile hashes, NULL or not; none of others. */
    Optional<SchemaFinding> hashdiffsChanged(Table table, List<String> added) {
        boolean isHashed = table.kind() == Table.Kind.SATELLITE || table.kind() == Table.Kind.MULTI_ACTIVE;
        if (!isHashed || !vault.hashing().profile().folds()) {
            return Optional.empty();
        }
        List<String> hashed = vault.satellite(table.construct()).hashed();
        List<String> columns = added.stream().filter(hashed::contains).toList();
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SchemaFinding(
                "hashdiffs_change",
                "Satellite \"" + table.construct() + "\" is compared by \"" + String.join("\", \"", columns)
                        + "\" too from now on. In profile "
                        + vault.hashing().profile().name().toLowerCase(Locale.ROOT)
                        + " that changes each of its hashdiffs, also where there is no value: every row that is"
                        + " current is stored anew when it is delivered next.",
                "If that is not wanted, say \"hashdiff: { without: [" + String.join(", ", columns)
                        + "] }\" on the satellite; a row that differs in nothing else is then no change.",
                SchemaFinding.Subject.SATELLITE,
                table.construct()));
    }

    SchemaFinding columnLeft(Table table, TableColumn column) {
        if (!table.isOfSatellite() && !column.name().equals(Names.SEQUENCE)) {
            return new SchemaFinding(
                    "column_left_" + subject(table),
                    "The column \"" + column.name() + "\" of " + subject(table) + " \"" + table.construct()
                            + "\" is no longer kept there. What its rows say would end where it is." + UNCHANGED,
                    "List \"" + column.name() + "\" under \"columns\" of " + subject(table) + " \"" + table.construct()
                            + "\" again.",
                    SchemaFinding.subjectOf(table),
                    table.construct());
        }
        String where = "The column \"" + column.name() + "\" of satellite \"" + table.construct() + "\" ";
        if (column.name().equals(Names.SEQUENCE)) {
            String source = sourceOf(table);
            return new SchemaFinding(
                    "sequence_removed",
                    "The source \"" + source + "\" no longer has a sequence, which put the rows of "
                            + subject(table) + " \""
                            + table.construct() + "\" in order. Their history would change." + UNCHANGED,
                    "Set \"sequence\" of source \"" + source + "\" back.",
                    SchemaFinding.subjectOf(table),
                    table.construct());
        }
        Optional<String> now = holder(table, column);
        return new SchemaFinding(
                "column_left_satellite",
                where
                        + now.map(name -> "has moved to satellite \"" + name + "\"")
                                .orElse("is no longer kept there")
                        + ". Its history would end where it is, and every row would seem to change." + UNCHANGED,
                now.map(name -> "List \"" + column.name() + "\" under \"columns\" of satellite \"" + table.construct()
                                + "\", and take it out of satellite \"" + name + "\".")
                        .orElse("Keep \"" + column.name() + "\" in satellite \"" + table.construct()
                                + "\": list it under \"columns\" of its source, and take it out of \"ignore\", of keys"
                                + " and of the sequence."),
                SchemaFinding.subjectOf(table),
                table.construct());
    }

    /** The satellite of the same source that keeps the column now. */
    private Optional<String> holder(Table table, TableColumn column) {
        String source = vault.satellite(table.construct()).source();
        return vault.satellites().stream()
                .filter(other -> other.source().equals(source)
                        && !other.name().equals(table.construct())
                        && other.columns().contains(column.name()))
                .map(Satellite::name)
                .findFirst();
    }

    SchemaFinding retiredUnknown(Table described) {
        return new SchemaFinding(
                "retired_unknown",
                "The " + subject(described) + " \"" + described.construct()
                        + "\" is retired, and no migration has made its table \"" + described.name()
                        + "\": there is nothing that could stay." + UNCHANGED,
                "Take it out, or take out \"retired\" to load it.",
                SchemaFinding.subjectOf(described),
                described.construct());
    }

    SchemaFinding retiredOtherwise(Table before, Table described) {
        return new SchemaFinding(
                "retired_otherwise",
                "The table of the retired " + subject(described) + " \"" + described.construct()
                        + "\" is recorded with "
                        + notIn(before, described) + " that the metadata does not name, and the metadata names "
                        + notIn(described, before) + " that it does not have." + UNCHANGED,
                "Name under \"columns\" what it kept, and leave \"sequence\" of its source as it was.",
                SchemaFinding.subjectOf(described),
                described.construct());
    }

    private static String notIn(Table table, Table other) {
        List<String> columns = new ArrayList<>(table.columnNames());
        columns.removeAll(other.columnNames());
        return columns.isEmpty() ? "nothing" : "\"" + String.join("\", \"", columns) + "\"";
    }

    SchemaFinding typeChanged(Table table, TableColumn before, TableColumn now) {
        String subject = subject(table);
        return new SchemaFinding(
                "type_changed",
                "The column \"" + before.name() + "\" of " + subject + " \"" + table.construct() + "\" is "
                        + text(before.type()) + ", and the metadata now says " + text(now.type())
                        + ". Only integer to bigint, and a decimal to one with as many digits or more on both sides"
                        + " of the point, leave the values that are loaded as they are." + UNCHANGED,
                "Set the type back, or add a column of another name with the new type.",
                SchemaFinding.subjectOf(table),
                table.construct());
    }

    private static String text(ColumnType type) {
        if (type instanceof ColumnType.Value value) {
            return value.type().text();
        }
        return type instanceof ColumnType.Id ? "an id" : "a hash";
    }

    SchemaFinding trackingEnded(Source source) {
        return new SchemaFinding(
                "keep_removed",
                "Rows of source \"" + source.name()
                        + "\" were to be tracked for some time only, and \"keep\" is not said"
                        + " any more. What has ended is not tracked again." + UNCHANGED,
                "Say \"track: { keep: forever }\" to have no more end.",
                SchemaFinding.Subject.SOURCE,
                source.name());
    }

    /** A warning that a table stays although nothing describes it; none for tables that come with others. */
    Optional<SchemaFinding> notDescribed(Table table) {
        boolean comesWithAnother = Set.of(Table.Kind.FIRST_SEEN, Table.Kind.PRESENCE, Table.Kind.BATCH)
                .contains(table.kind());
        if (comesWithAnother || Retracking.is(table)) {
            return Optional.empty();
        }
        String reason = table.kind() == Table.Kind.TRACKING
                ? "The source \"" + table.construct() + "\" is no longer described, or no longer tracked."
                : "The " + subject(table) + " \"" + table.construct() + "\" is no longer described.";
        return Optional.of(new SchemaFinding(
                "no_longer_described",
                reason + " Its table \"" + table.name() + "\" stays with its rows, and gets no new ones.",
                "Describe it again under the same name to go on with it" + "; for another name, say \"was: "
                        + table.construct() + "\" there.",
                SchemaFinding.subjectOf(table),
                table.construct()));
    }

    /** A warning that what is described since may be filled in part only, since no copies are kept. */
    SchemaFinding filledFromLanding(Table table) {
        String source = sourceOf(table);
        return new SchemaFinding(
                subject(table) + "_filled_from_landing",
                "The " + subject(table) + " \"" + table.construct() + "\" is new, and deliveries of its source \""
                        + source
                        + "\" may be loaded already. The vault keeps no archive, so it is filled from those that"
                        + " still stand in the landing folder.",
                "Bring back what was delivered, as it was; the run tells what is missing.",
                SchemaFinding.subjectOf(table),
                table.construct());
    }

    /** The source that fills the table of a satellite or a reference. */
    private String sourceOf(Table table) {
        return Stream.concat(
                        vault.satellites().stream(),
                        vault.references().stream().flatMap(reference -> reference.changes().stream()))
                .filter(satellite -> Names.table(satellite).equals(table.name()))
                .map(Satellite::source)
                .findFirst()
                .orElseThrow();
    }

    static String subject(Table table) {
        return SchemaFinding.subjectOf(table).name().toLowerCase(Locale.ROOT);
    }
}
