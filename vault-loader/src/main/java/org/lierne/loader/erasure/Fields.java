package org.lierne.loader.erasure;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.erasure.ErasedColumns;
import org.lierne.core.erasure.ErasedKey;
import org.lierne.core.model.Column;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.FileFormat;
import org.lierne.core.model.Hub;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/**
 * Which fields of a record stay when it is edited: what any source that reads the file takes, and does not say is
 * sensitive. What no source reads goes, since nobody has said that it is not personal.
 *
 * @param kept where the fields are that stay, as names from the record on, in the form in which equal names are equal
 * @param erased where those are that go, whoever else reads them
 * @param keys where the parts of the key are, by the name under which the record carries it: the place of the part
 */
record Fields(Set<List<String>> kept, Set<List<String>> erased, Map<String, Map<List<String>, Integer>> keys) {

    /**
     * The fields of a source's records.
     *
     * @param level how many names of {@code rows} lead to the records of the file
     */
    static Fields of(Vault vault, Hub hub, Source source, int level) {
        Optional<ErasedColumns> columns = ErasedColumns.ofSource(vault, hub, source.name());
        Fields fields = new Fields(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashMap<>());
        for (Column column : source.columns()) {
            if (!(column.origin() instanceof Column.Origin.Field field)) {
                continue;
            }
            Optional<List<String>> place = place(source.format(), field, level);
            if (place.isEmpty()) {
                continue;
            }
            boolean isErased = columns.filter(each -> each.values().contains(column.name()))
                            .isPresent()
                    || columns.isEmpty() && source.sensitive().contains(column.name());
            (isErased ? fields.erased : fields.kept).add(place.get());
            // A file from before the column had its name may have the former one.
            column.was()
                    .ifPresent(was -> (isErased ? fields.erased : fields.kept).add(List.of(FieldPath.essence(was))));
            columns.ifPresent(each -> each.uses()
                    .forEach(use -> ErasedKey.replaced(vault, hub).stream()
                            .filter(part -> use.columns().get(part).equals(column.name()))
                            .forEach(part -> fields.keys
                                    .computeIfAbsent(use.name(), none -> new LinkedHashMap<>())
                                    .put(place.get(), part))));
        }
        return fields;
    }

    private static Optional<List<String>> place(FileFormat format, Column.Origin.Field field, int level) {
        FieldPath path = field.path();
        if (!(format instanceof JsonFormat json)) {
            return Optional.of(
                    essences(format.hasHeader() && !isNested(format) ? List.of(field.header()) : path.steps()));
        }
        List<String> steps = path.fromRoot()
                ? path.steps()
                : java.util.stream.Stream.concat(json.rows().stream(), path.steps().stream())
                        .toList();
        List<String> names = essences(steps);
        List<String> around = essences(json.rows().subList(0, level));
        // What stands around the records of a document is no record's.
        return names.size() > level && names.subList(0, level).equals(around)
                ? Optional.of(names.subList(level, names.size()))
                : Optional.empty();
    }

    private static boolean isNested(FileFormat format) {
        return format instanceof org.lierne.core.model.ParquetFormat;
    }

    private static List<String> essences(List<String> steps) {
        return steps.stream().map(FieldPath::essence).toList();
    }

    /** The place of the part of the key that stands there, if a record carries the key under one of these names. */
    Optional<Integer> keyPart(List<String> place, Set<String> uses) {
        return uses.stream()
                .map(use -> keys.getOrDefault(use, Map.of()).get(place))
                .filter(part -> part != null)
                .findFirst();
    }

    /** Whether what stands there, or leads there, stays. */
    boolean keeps(List<String> place) {
        return kept.stream().anyMatch(each -> begins(place, each))
                && erased.stream().noneMatch(each -> begins(place, each));
    }

    /** Whether something that goes stands below. */
    boolean isMixedBelow(List<String> place) {
        return kept.stream().anyMatch(each -> begins(each, place) && each.size() > place.size())
                || erased.stream().anyMatch(each -> begins(each, place) && each.size() > place.size());
    }

    private static boolean begins(List<String> place, List<String> with) {
        return place.size() >= with.size() && place.subList(0, with.size()).equals(with);
    }

    /** The same, and what others keep. */
    Fields with(Set<List<String>> keptByOthers) {
        Set<List<String>> all = new LinkedHashSet<>(kept);
        all.addAll(keptByOthers);
        return new Fields(all, erased, keys);
    }
}
