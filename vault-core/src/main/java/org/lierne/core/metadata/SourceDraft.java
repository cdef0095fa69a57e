package org.lierne.core.metadata;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.Column;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Source;

/**
 * A source as far as it could be read, so that what refers to it can still be checked.
 *
 * @param unsureColumns columns whose type could not be read
 * @param columnsUnsure whether there may be more columns than were read
 * @param keyNames the names of all keys, readable or not
 * @param keysUnsure whether there may be more keys than were read
 * @param track what is declared, if anything
 */
record SourceDraft(
        Source source,
        Fields fields,
        Set<String> unsureColumns,
        boolean columnsUnsure,
        Set<String> keyNames,
        boolean keysUnsure,
        Optional<Boolean> track) {

    String name() {
        return source.name();
    }

    /** Whether anything about keys or columns is unknown, so that what follows from all of them cannot be judged. */
    boolean isUnsure() {
        return columnsUnsure || keysUnsure || keyNames.size() > source.keys().size();
    }

    Optional<Column> column(String column) {
        return source.columns().stream()
                .filter(known -> known.name().equals(column))
                .findFirst();
    }

    /** The type of a column or pseudo-column; empty if it is unknown. */
    Optional<DataType> typeOf(String column) {
        if (isPseudoColumn(column)) {
            return Optional.of(DataType.BIGINT);
        }
        return unsureColumns.contains(column)
                ? Optional.empty()
                : column(column).map(Column::type);
    }

    boolean mayHaveColumn(String column) {
        return columnsUnsure || column(column).isPresent();
    }

    boolean mayCarry(String key) {
        return keysUnsure || keyNames.contains(key);
    }

    List<String> columnNames() {
        return source.columns().stream().map(Column::name).toList();
    }

    static boolean isPseudoColumn(String name) {
        return name.equals(Source.RECORD_NUMBER) || name.equals(Source.OCCURRENCE);
    }
}
