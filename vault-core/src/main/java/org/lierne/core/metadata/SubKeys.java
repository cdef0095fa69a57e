package org.lierne.core.metadata;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Source;

/** Checks what tells apart the rows of a multi-active satellite's blocks. */
final class SubKeys {

    private final Diagnostics diagnostics;
    private final Registry<Link> links;

    SubKeys(Diagnostics diagnostics, Registry<Link> links) {
        this.diagnostics = diagnostics;
        this.links = links;
    }

    /** Whether the sub key can tell rows apart; what is wrong is reported. */
    boolean check(Fields satellite, SourceDraft source, Parent parent) {
        boolean allKnown = true;
        Set<String> names = new HashSet<>();
        for (Text column : satellite.texts("sub_key")) {
            if (!names.add(column.text())) {
                diagnostics.error(
                        "duplicate_name",
                        column.position(),
                        "\"sub_key\" of " + satellite.what() + " names \"" + column.text() + "\" twice.");
            } else if (!source.mayHaveColumn(column.text())) {
                allKnown = false;
                diagnostics.error(
                        "unknown_column",
                        column.position(),
                        "\"sub_key\" of " + satellite.what() + " names \"" + column.text()
                                + "\", which is no column of source \"" + source.name() + "\".",
                        SourceDraft.isPseudoColumn(column.text())
                                ? "The place of a record says nothing across files, so it tells nothing apart there."
                                : Suggestions.hint(column.text(), source.columnNames()));
            }
        }
        if (source.source().changeRecords().isPresent()) {
            diagnostics.error(
                    "block_of_change_records",
                    satellite.position(),
                    "Source \"" + source.name() + "\" delivers change records, each of one row, but "
                            + satellite.what()
                            + " is multi-active, and changes by whole blocks.",
                    "Take a link with a dependent child key, and a satellite of it.");
            allKnown = false;
        } else if (source.source().recordsFollow()) {
            diagnostics.error(
                    "block_by_line",
                    satellite.position(),
                    "The order in the file puts every record of source \"" + source.name()
                            + "\" behind the one before it, so no two could hold at the same time in "
                            + satellite.what() + ".",
                    "Take \"sequence: _line\" out of the source.");
            allKnown = false;
        }
        if (allKnown && !names.isEmpty() && !source.isUnsure()) {
            warnOfOtherRows(satellite, source.source(), parent, names);
        }
        return allKnown && !names.isEmpty();
    }

    /** The rows of a source should be those of the satellite: one per key and sub key. */
    private void warnOfOtherRows(Fields satellite, Source source, Parent parent, Set<String> subKey) {
        Set<String> told = new LinkedHashSet<>(source.oneRowPer());
        if (told.isEmpty()) {
            return;
        }
        Set<String> ofParent = names(source, parent);
        Set<String> beyond = new LinkedHashSet<>(told);
        beyond.removeAll(ofParent);
        beyond.removeAll(subKey);
        if (!beyond.isEmpty()) {
            diagnostics.warning(
                    "block_has_other_rows",
                    Optional.of(satellite.at("sub_key")),
                    "Source \"" + source.name() + "\" has one row per " + Suggestions.quoted(List.copyOf(told))
                            + ", so that several of its rows may have the same key and sub key in " + satellite.what()
                            + ": where they differ, they are rejected.",
                    "Name " + Suggestions.quoted(List.copyOf(beyond)) + " in \"sub_key\" too.");
            return;
        }
        if (ofParent.containsAll(told)) {
            diagnostics.warning(
                    "block_of_one",
                    Optional.of(satellite.at("sub_key")),
                    "Source \"" + source.name() + "\" has one row per \"" + parent.name()
                            + "\", so that never more than one row holds at the same time in " + satellite.what() + ".",
                    "Take out \"kind\" and \"sub_key\", or name the sub key in \"one_row_per\" of the source.");
        }
    }

    /** The names by which a source's rows may refer to the parent: of keys, of their columns, of child keys. */
    private Set<String> names(Source source, Parent parent) {
        Set<String> names = new HashSet<>(List.of(parent.name()));
        if (parent instanceof Parent.OfLink) {
            links.find(parent.name()).ifPresent(link -> names.addAll(link.parts()));
        }
        for (String name : List.copyOf(names)) {
            source.key(name).ifPresent(key -> names.addAll(key.columns()));
        }
        return names;
    }
}
