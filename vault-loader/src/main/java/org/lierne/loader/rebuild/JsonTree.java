package org.lierne.loader.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Column;
import org.lierne.core.model.FieldPath;
import org.lierne.loader.rebuild.PlainJson.Kind;
import org.lierne.loader.rebuild.PlainJson.Value;

/** The rows of JSON values by definition: on the way to a row stand the objects that hold it, one per name of {@code rows}. */
final class JsonTree {

    /** What keeps a record from making rows. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    private final List<String> rows;
    private final List<Optional<Place>> places;

    /** @param level the number of names of {@code rows} that lead to the object that the value is read from */
    private record Place(int level, List<String> steps) {}

    JsonTree(List<String> rows, RowTexts texts) {
        this.rows = rows;
        this.places = texts.columns().stream().map(this::place).toList();
    }

    private Optional<Place> place(Column column) {
        if (!(column.origin() instanceof Column.Origin.Field field)) {
            return Optional.empty();
        }
        FieldPath path = field.path();
        int level = path.fromRoot() ? shared(path.steps()) : rows.size();
        List<String> steps =
                path.fromRoot() ? path.steps().subList(level, path.steps().size()) : path.steps();
        return Optional.of(new Place(level, steps));
    }

    /** How far a path from the root goes the way to the rows; its last name is what is read there. */
    private int shared(List<String> steps) {
        int level = 0;
        while (level < rows.size() && level < steps.size() - 1 && isSame(rows.get(level), steps.get(level))) {
            level++;
        }
        return level;
    }

    static boolean isSame(String name, String other) {
        return FieldPath.essence(name).equals(FieldPath.essence(other));
    }

    /**
     * The texts of a record's rows.
     *
     * @param around the objects around the record, from the outside in
     * @param ofDelivery what every row says
     */
    List<@Nullable String[]> rows(List<Value> around, Value record, @Nullable String[] ofDelivery) throws Unfit {
        @Nullable String[] ofAll = ofDelivery;
        for (int level = 0; level < around.size(); level++) {
            ofAll = with(level, around.get(level), ofAll);
        }
        List<@Nullable String[]> found = new ArrayList<>();
        find(around.size(), record, ofAll, found);
        return found;
    }

    private void find(int level, Value element, @Nullable String[] outer, List<@Nullable String[]> found) throws Unfit {
        if (element.kind() != Kind.OBJECT) {
            throw new Unfit("a record or row is no object");
        }
        @Nullable String[] texts = with(level, element, outer);
        if (level == rows.size()) {
            found.add(texts);
            return;
        }
        Value inner = member(element, rows.get(level));
        if (inner == null || inner.isNull()) {
            return;
        }
        if (inner.kind() == Kind.OBJECT) {
            find(level + 1, inner, texts, found);
        } else if (inner.kind() == Kind.ARRAY) {
            for (Value each : inner.values()) {
                find(level + 1, each, texts, found);
            }
        } else {
            throw new Unfit("what should hold rows is no array");
        }
    }

    /** Adds what is read from the object that so many names of {@code rows} lead to. */
    private @Nullable String[] with(int level, Value object, @Nullable String[] outer) throws Unfit {
        @Nullable String[] texts = outer.clone();
        for (int index = 0; index < texts.length; index++) {
            Optional<Place> place = places.get(index);
            if (place.isPresent() && place.get().level() == level) {
                texts[index] = read(object, place.get().steps());
            }
        }
        return texts;
    }

    private static @Nullable String read(Value from, List<String> steps) throws Unfit {
        Value at = from;
        for (int step = 0; step < steps.size(); step++) {
            if (at.kind() != Kind.OBJECT) {
                boolean isEmpty =
                        at.isNull() || at.kind() == Kind.ARRAY && at.values().isEmpty();
                if (isEmpty) {
                    return null;
                }
                throw new Unfit("something that a path leads through is no object");
            }
            Value member = member(at, steps.get(step));
            if (member == null) {
                return null;
            }
            at = member;
        }
        return at.read();
    }

    /** The member of that name, or of the only other spelling of it; of two that are spelled alike the first. */
    private static @Nullable Value member(Value object, String name) throws Unfit {
        int exact = object.names().indexOf(name);
        if (exact >= 0) {
            return object.values().get(exact);
        }
        int alike = -1;
        for (int index = 0; index < object.names().size(); index++) {
            String other = object.names().get(index);
            if (isSame(name, other)) {
                if (alike >= 0 && !object.names().get(alike).equals(other)) {
                    throw new Unfit("two names are spelled alike");
                }
                alike = alike < 0 ? index : alike;
            }
        }
        return alike < 0 ? null : object.values().get(alike);
    }
}
