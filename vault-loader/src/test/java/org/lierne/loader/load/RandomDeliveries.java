package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random deliveries of few keys and few values, so that rows repeat, tie and come late; and the runs they arrive in. */
final class RandomDeliveries {

    private RandomDeliveries() {}

    /**
     * A file.
     *
     * @param version 1, or 2 for a correction of the same path
     * @param day the load date in its path
     * @param rows the cells of each record; NULL for a field that is empty
     * @param spelling how cells are written that may be written in several ways; 0 if they may not
     */
    record Delivered(
            SourceFacts source,
            String path,
            int version,
            String day,
            List<List<@Nullable String>> rows,
            long spelling) {

        Delivered(SourceFacts source, String path, int version, String day, List<List<@Nullable String>> rows) {
            this(source, path, version, day, rows, 0);
        }

        String text() {
            Random random = new Random(spelling);
            StringBuilder text = new StringBuilder(String.join(",", source.columns())).append('\n');
            for (List<@Nullable String> row : rows) {
                List<String> fields = new ArrayList<>();
                for (int cell = 0; cell < row.size(); cell++) {
                    boolean isFree = spelling != 0 && isFree(source.columns().get(cell));
                    fields.add(isFree ? spelled(random, row.get(cell)) : field(row.get(cell)));
                }
                text.append(String.join(",", fields)).append('\n');
            }
            return text.toString();
        }

        /** Whether it is compared without case and blanks at its ends, in the profile that does so. */
        private static boolean isFree(String column) {
            return column.endsWith("_id") || column.endsWith("region") || column.equals("v1") || column.equals("v2");
        }

        private static String spelled(Random random, @Nullable String value) {
            if (value == null) {
                return List.of("", "\"\"", "\" \"").get(random.nextInt(3));
            }
            return switch (random.nextInt(4)) {
                case 0 -> "\" " + value + "\"";
                case 1 -> value.toLowerCase(Locale.ROOT) + " ";
                default -> value;
            };
        }

        private static String field(@Nullable String value) {
            if (value == null) {
                return "";
            }
            return value.isEmpty() ? "\"\"" : value;
        }

        Delivered of(SourceFacts other) {
            return new Delivered(other, path, version, day, rows, spelling);
        }

        Delivered with(List<List<@Nullable String>> others) {
            return new Delivered(source, path, version, day, others, spelling);
        }

        Delivered at(String otherPath, int otherVersion) {
            return new Delivered(source, otherPath, otherVersion, day, rows, spelling);
        }
    }

    /** Deliveries in groups, each of which arrives in one run. */
    static List<List<Delivered>> arriving(Random random, RandomModel model) {
        List<Delivered> deliveries = new ArrayList<>();
        for (SourceFacts source : model.sources()) {
            deliveries.addAll(ofSource(random, model, source));
        }
        Collections.shuffle(deliveries, random);
        List<List<Delivered>> runs = new ArrayList<>();
        for (Delivered delivery : deliveries) {
            if (runs.isEmpty() || random.nextInt(5) < 2) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(delivery);
        }
        correct(random, model, deliveries, runs);
        return runs;
    }

    /** Half of all deliveries repeat the one before them in order: they say nothing new, which only tracking shows. */
    private static List<Delivered> ofSource(Random random, RandomModel model, SourceFacts source) {
        List<Delivered> inOrder = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int number = 0; number < count; number++) {
            inOrder.add(delivery(random, model, source, 1 + random.nextInt(6), number));
        }
        inOrder.sort(Comparator.comparing(Delivered::path));
        for (int index = 1; index < count; index++) {
            if (random.nextBoolean()) {
                Delivered quiet = inOrder.get(index);
                inOrder.set(index, quiet.with(inOrder.get(index - 1).rows()));
            }
        }
        return inOrder;
    }

    /** Deliveries of which each is later than all before it of its source; ordered as they are to arrive. */
    static List<Delivered> inOrder(Random random, RandomModel model) {
        List<Delivered> deliveries = new ArrayList<>();
        for (SourceFacts source : model.sources()) {
            for (int day = 1; day <= 4; day++) {
                if (random.nextInt(4) > 0) {
                    deliveries.add(delivery(random, model, source, day, 0));
                }
            }
        }
        deliveries.sort(Comparator.comparing(Delivered::day)
                .thenComparing(delivery -> delivery.source().name()));
        return deliveries;
    }

    /** Now and then another content under a path that arrived in an earlier run. */
    private static void correct(
            Random random, RandomModel model, List<Delivered> deliveries, List<List<Delivered>> runs) {
        if (random.nextInt(4) > 0) {
            return;
        }
        Delivered first = deliveries.get(0);
        List<List<@Nullable String>> rows = rows(random, model, first.source());
        Delivered second = first.at(first.path(), 2).with(rows);
        if (!second.text().equals(first.text())) {
            runs.add(1 + random.nextInt(runs.size()), new ArrayList<>(List.of(second)));
        }
    }

    private static Delivered delivery(Random random, RandomModel model, SourceFacts source, int day, int number) {
        String suffix = Character.toString('a' + random.nextInt(3)) + number;
        String date = source.datedRows() ? "" : "2024010" + day;
        String path = source.name() + "_" + date + suffix + ".csv";
        long spelling = model.traits().automateDv() ? 1 + random.nextInt(1000) : 0;
        return new Delivered(source, path, 1, "2024-01-0" + day, rows(random, model, source), spelling);
    }

    private static List<List<@Nullable String>> rows(Random random, RandomModel model, SourceFacts source) {
        // A delivery in which most values are alike shows other things than one in which most differ.
        Map<String, Integer> kinds = new HashMap<>();
        source.columns().forEach(column -> kinds.put(column, 1 + random.nextInt(4)));
        List<List<@Nullable String>> rows = new ArrayList<>();
        boolean isEmpty = random.nextInt(source.holds() == SourceFacts.Holds.EVERYTHING ? 10 : 40) == 0;
        int count = isEmpty ? 0 : (1 + random.nextInt(6)) * model.traits().groups();
        for (int record = 0; record < count; record++) {
            List<@Nullable String> row = new ArrayList<>();
            for (String column : source.columns()) {
                row.add(value(random, column, kinds.get(column)));
            }
            if (model.traits().groups() > 1) {
                group(
                        model,
                        source,
                        row,
                        Integer.toString(random.nextInt(model.traits().groups())));
            }
            if (model.traits().automateDv()) {
                foldBlanks(source, row);
            }
            if (!model.codesMayLack() && source.columns().contains("code")) {
                int code = source.columns().indexOf("code");
                row.set(code, row.get(code) == null ? "1" : row.get(code));
            }
            rows.add(row);
        }
        return rows;
    }

    /** All keys of a row are of one group, so that those of a link meet again. */
    private static void group(RandomModel model, SourceFacts source, List<@Nullable String> row, String group) {
        source.keys().stream()
                .flatMap(key -> model.keyColumns().get(key).stream())
                .filter(column -> column.endsWith("_id"))
                .distinct()
                .map(source.columns()::indexOf)
                .filter(index -> row.get(index) != null)
                .forEach(index -> row.set(index, row.get(index) + group));
    }

    /** In the other package's profile, what is blank is missing. */
    private static void foldBlanks(SourceFacts source, List<@Nullable String> row) {
        for (int cell = 0; cell < row.size(); cell++) {
            if ("".equals(row.get(cell)) && Delivered.isFree(source.columns().get(cell))) {
                row.set(cell, null);
            }
        }
    }

    private static @Nullable String value(Random random, String column, int kinds) {
        int choice = random.nextInt(kinds);
        return switch (column) {
            case "op" -> List.of("I", "D", "U", "D").get(random.nextInt(4));
            case RandomModel.TENANT ->
                random.nextInt(15) == 0 ? null : List.of("x", "y").get(choice % 2);
            case "scope" -> random.nextInt(8) == 0 ? null : List.of("x", "y").get(choice % 2);
            case "day", "since" -> "2024-01-0" + (1 + choice);
            case "v1", "v2", "v4", "v5", "word" -> List.of("A", "B", "", "A").get(choice);
            case "once" -> once(random.nextInt(30));
            case "w" -> Integer.toString(random.nextInt(3));
            case "v3" -> choice == 3 ? null : Integer.toString(1 + choice);
            case "seq", "line" -> random.nextInt(8) == 0 ? null : Integer.toString(1 + choice);
            default ->
                random.nextInt(10) == 0 ? null : List.of("1", "2", "", "3").get(choice);
        };
    }

    /** Mostly the same, so that few rows contradict each other. */
    private static @Nullable String once(int choice) {
        if (choice == 0) {
            return null;
        }
        return choice < 3 ? "B" : "A";
    }
}
