package org.lierne.core.metadata;

import java.util.HashSet;
import java.util.Set;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Satellite;
import org.lierne.core.schema.Names;

/** Whether the columns that a satellite says are compared, or are not, can be. */
final class HashdiffChecks {

    private final Diagnostics diagnostics;

    HashdiffChecks(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    void check(SatelliteDraft draft, Satellite satellite) {
        Fields hashdiff = draft.hashdiff();
        String what = Fields.sentence(draft.fields().what());
        Set<String> named = new HashSet<>();
        for (Text column : hashdiff.texts("with")) {
            if (!named.add(column.text()) || satellite.columns().contains(column.text())) {
                diagnostics.error(
                        "duplicate_name",
                        column.position(),
                        what + " would compare the column \"" + column.text() + "\" twice.",
                        "Take it out of \"with\": what is kept is compared unless \"without\" names it.");
            } else if (!draft.source().mayHaveColumn(column.text())) {
                diagnostics.error(
                        "unknown_column",
                        column.position(),
                        what + " compares \"" + column.text() + "\", which is no column of source \""
                                + draft.source().name() + "\".",
                        Suggestions.hint(column.text(), draft.source().columnNames()));
            }
        }
        hashdiff.texts("without").forEach(column -> checkWithout(column, draft, satellite, what));
        if (!satellite.hashdiff().without().isEmpty() && satellite.hashed().isEmpty()) {
            diagnostics.error(
                    "nothing_compared",
                    hashdiff.position(),
                    what + " compares none of the columns that it keeps, so that a row would never be another.",
                    "Leave one of them in.");
        }
    }

    private void checkWithout(Text column, SatelliteDraft draft, Satellite satellite, String what) {
        if (!satellite.columns().contains(column.text())) {
            if (!draft.source().isUnsure()) {
                diagnostics.error(
                        "unknown_column",
                        column.position(),
                        what + " leaves \"" + column.text() + "\" out of its hashdiff, but does not keep it.",
                        Suggestions.hint(column.text(), satellite.columns()));
            }
            return;
        }
        if (draft.subKey().contains(column.text())) {
            diagnostics.error(
                    "contradiction",
                    column.position(),
                    what + " tells rows apart by \"" + column.text() + "\", and leaves it out of its hashdiff.",
                    "Take it out of \"without\", or of \"sub_key\".");
        }
        if (column.text().equals(Names.OPERATION)) {
            diagnostics.error(
                    "reserved_name",
                    column.position(),
                    what + " leaves \"" + column.text()
                            + "\" out of its hashdiff, so that tracking would have to keep a"
                            + " column of that name, which means something else there.",
                    "Give the column another name.");
        }
    }
}
