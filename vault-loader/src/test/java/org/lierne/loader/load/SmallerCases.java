package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.loader.load.RandomCase.Trial;
import org.lierne.loader.load.RandomDeliveries.Delivered;
import org.lierne.loader.load.RandomModel.Evolution;

/** Makes a case that fails smaller: fewer sources, runs, trials, things that are fed, deliveries and rows. */
final class SmallerCases {

    private final RandomCase whole;

    private SmallerCases(RandomCase whole) {
        this.whole = whole;
    }

    /**
     * The smallest case that can be reached by leaving out one thing after another.
     *
     * @param failure what is wrong with a case, if anything is
     * @param seconds after which it is content with what it has
     */
    static RandomCase smallest(RandomCase failing, Function<RandomCase, Optional<String>> failure, int seconds) {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        Optional<String> wanted = failure.apply(failing);
        RandomCase smallest = failing;
        boolean found = wanted.isPresent();
        while (found) {
            found = false;
            for (RandomCase candidate : new SmallerCases(smallest).all()) {
                if (System.nanoTime() > until) {
                    return smallest;
                }
                if (wanted.equals(failure.apply(candidate))) {
                    smallest = candidate;
                    found = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** Those that lack most first. */
    private List<RandomCase> all() {
        List<RandomCase> all = new ArrayList<>();
        RandomModel model = whole.model();
        if (model.sources().size() > 1) {
            model.sources()
                    .forEach(source -> all.add(with(model.with(model.sources().stream()
                            .filter(each -> each != source)
                            .toList()))));
        }
        for (int run = 0; run < whole.runs().size() && whole.runs().size() > 1; run++) {
            all.add(withoutRun(run));
        }
        evolutions()
                .forEach(each -> all.add(new RandomCase(
                        whole.seed(), model, whole.runs(), each, whole.evolvesBefore(), whole.trials())));
        for (Trial trial : whole.trials()) {
            EnumSet<Trial> fewer = EnumSet.copyOf(whole.trials());
            fewer.remove(trial);
            all.add(new RandomCase(whole.seed(), model, whole.runs(), whole.evolution(), whole.evolvesBefore(), fewer));
        }
        model.traits().plainer().stream()
                .filter(each -> !each.equals(model.traits()))
                .forEach(each -> all.add(with(model.with(each))));
        for (SourceFacts source : model.sources()) {
            source.fed()
                    .forEach(thing -> all.add(with(model.with(model.sources().stream()
                            .map(each -> each == source ? each.without(thing) : each)
                            .toList()))));
        }
        for (int run = 0; run < whole.runs().size(); run++) {
            for (Delivered delivery : whole.runs().get(run)) {
                if (whole.runs().get(run).size() > 1) {
                    all.add(replaced(run, delivery, List.of()));
                }
            }
        }
        for (int run = 0; run < whole.runs().size(); run++) {
            for (Delivered delivery : whole.runs().get(run)) {
                for (Delivered fewer : withFewerRows(delivery)) {
                    all.add(replaced(run, delivery, List.of(fewer)));
                }
            }
        }
        return all;
    }

    /** The same deliveries of those sources that are still there. */
    private RandomCase with(RandomModel model) {
        Map<String, SourceFacts> sources =
                model.sources().stream().collect(Collectors.toMap(SourceFacts::name, source -> source));
        List<List<Delivered>> runs = whole.runs().stream()
                .map(run -> run.stream()
                        .filter(delivery ->
                                sources.containsKey(delivery.source().name()))
                        .map(delivery ->
                                delivery.of(sources.get(delivery.source().name())))
                        .toList())
                .toList();
        return new RandomCase(whole.seed(), model, runs, whole.evolution(), whole.evolvesBefore(), whole.trials());
    }

    private RandomCase withoutRun(int run) {
        List<List<Delivered>> runs = new ArrayList<>(whole.runs());
        runs.remove(run);
        int evolvesBefore = whole.evolvesBefore() > run ? whole.evolvesBefore() - 1 : whole.evolvesBefore();
        return new RandomCase(
                whole.seed(),
                whole.model(),
                runs,
                whole.evolution(),
                Math.min(evolvesBefore, runs.size() - 1),
                whole.trials());
    }

    private RandomCase replaced(int run, Delivered delivery, List<Delivered> by) {
        List<List<Delivered>> runs = new ArrayList<>(whole.runs());
        runs.set(
                run,
                runs.get(run).stream()
                        .flatMap(each -> each == delivery ? by.stream() : List.of(each).stream())
                        .toList());
        return new RandomCase(
                whole.seed(), whole.model(), runs, whole.evolution(), whole.evolvesBefore(), whole.trials());
    }

    private List<Evolution> evolutions() {
        Evolution evolution = whole.evolution();
        List<Evolution> evolutions = new ArrayList<>();
        without(evolution.later())
                .forEach(later -> evolutions.add(new Evolution(later, evolution.retired(), evolution.renamed())));
        without(evolution.retired())
                .forEach(retired -> evolutions.add(new Evolution(evolution.later(), retired, evolution.renamed())));
        without(evolution.renamed())
                .forEach(renamed -> evolutions.add(new Evolution(evolution.later(), evolution.retired(), renamed)));
        return evolutions;
    }

    private static List<Set<String>> without(Set<String> names) {
        List<Set<String>> fewer = new ArrayList<>();
        for (String name : names) {
            Set<String> others = new TreeSet<>(names);
            others.remove(name);
            fewer.add(others);
        }
        return fewer;
    }

    private static List<Delivered> withFewerRows(Delivered delivery) {
        List<Delivered> fewer = new ArrayList<>();
        int count = delivery.rows().size();
        if (count > 3) {
            fewer.add(delivery.with(delivery.rows().subList(0, count / 2)));
            fewer.add(delivery.with(delivery.rows().subList(count / 2, count)));
        }
        for (int row = 0; row < count; row++) {
            List<List<@Nullable String>> rows = new ArrayList<>(delivery.rows());
            rows.remove(row);
            fewer.add(delivery.with(rows));
        }
        return fewer;
    }
}
