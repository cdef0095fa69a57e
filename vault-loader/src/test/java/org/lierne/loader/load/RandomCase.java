package org.lierne.loader.load;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.lierne.loader.load.RandomDeliveries.Delivered;
import org.lierne.loader.load.RandomModel.Evolution;
import org.lierne.loader.load.SourceFacts.Once;
import org.lierne.loader.load.SourceFacts.Reference;

/**
 * A random vault, the deliveries of its sources by the runs that they arrive in, and what is tried besides.
 *
 * @param evolution how the metadata change before run {@code evolvesBefore}
 */
record RandomCase(
        long seed,
        RandomModel model,
        List<List<Delivered>> runs,
        Evolution evolution,
        int evolvesBefore,
        Set<Trial> trials) {

    /** What is tried of the vault that is loaded. */
    enum Trial {
        /** Loaded again, also after the ledger has lost deliveries. */
        REPEATED,
        /** Everything delivered again under other names. */
        AGAIN,
        VERIFIED,
        REBUILT
    }

    static RandomCase of(long seed) {
        Random random = new Random(seed);
        RandomModel model = RandomModel.of(random, false, RandomTraits.of(random));
        List<List<Delivered>> runs = RandomDeliveries.arriving(random, model);
        Evolution evolution = random.nextInt(3) == 0 ? evolution(random, model) : Evolution.NONE;
        EnumSet<Trial> trials = EnumSet.noneOf(Trial.class);
        if (random.nextInt(2) == 0) {
            trials.add(Trial.REPEATED);
        }
        if (random.nextInt(6) == 0) {
            trials.add(Trial.AGAIN);
        }
        if (random.nextInt(3) == 0) {
            trials.add(Trial.VERIFIED);
        }
        if (random.nextInt(4) == 0) {
            trials.add(Trial.REBUILT);
        }
        return new RandomCase(seed, model, runs, evolution, random.nextInt(runs.size()), trials);
    }

    private static Evolution evolution(Random random, RandomModel model) {
        Set<String> later = new TreeSet<>();
        Set<String> retired = new TreeSet<>();
        Set<String> renamed = new TreeSet<>();
        for (SourceFacts source : model.sources()) {
            for (String thing : source.fed()) {
                if (mayComeLater(model, source, thing) && random.nextInt(3) == 0) {
                    later.add(thing);
                }
            }
            String listed = source.satellites().get(1).name();
            if (!later.contains(listed) && random.nextInt(5) == 0) {
                retired.add(listed);
            }
            if (random.nextInt(8) == 0) {
                renamed.add(source.name());
            }
        }
        boolean isKeyOfRows =
                model.sources().stream().anyMatch(source -> source.oneRowPer().contains("product"));
        if (!isKeyOfRows && random.nextInt(4) == 0) {
            later.add("product");
        }
        if (!model.traits().named() && random.nextInt(4) == 0) {
            model.sources()
                    .forEach(source -> source.fed().stream()
                            .filter(thing -> mayBeRenamed(source, thing) && random.nextInt(3) == 0)
                            .forEach(renamed::add));
            if (random.nextInt(3) == 0) {
                renamed.add("product");
            }
        }
        // A satellite that compares a column without keeping it cannot follow its name.
        boolean isFollowed = model.sources().stream()
                .flatMap(source -> source.satellites().stream())
                .allMatch(satellite -> satellite.besides().isEmpty());
        if (isFollowed && !model.traits().automateDv() && random.nextInt(5) == 0) {
            renamed.add("v1");
            // What is retired stays as it is recorded.
            retired.clear();
        }
        renamed.removeAll(later);
        // What is described only then has nothing that could be kept.
        model.sources()
                .forEach(source -> source.satellites().stream()
                        .filter(satellite -> comesLater(source, satellite.parent(), later))
                        .forEach(satellite -> retired.remove(satellite.name())));
        return new Evolution(later, retired, renamed);
    }

    private static boolean comesLater(SourceFacts source, String parent, Set<String> later) {
        boolean linkComesLater = source.isOfLink(parent)
                && source.link().orElseThrow().connects().stream().anyMatch(later::contains);
        return later.contains(parent) || linkComesLater;
    }

    /** Nothing by which records are rejected, since what was rejected or accepted once stays so. */
    private static boolean mayComeLater(RandomModel model, SourceFacts source, String thing) {
        boolean isBlock = source.block()
                .filter(block -> block.name().equals(thing) || block.parent().equals(thing))
                .isPresent();
        boolean isReference = source.reference() != Reference.NONE && thing.equals(source.referenceName());
        boolean isRejecting = thing.equals(source.onceName())
                && !source.once().filter(Once::corrected).isPresent();
        return !isBlock && !(isReference && model.codesMayLack()) && !isRejecting;
    }

    private static boolean mayBeRenamed(SourceFacts source, String thing) {
        boolean isReference = source.reference() != Reference.NONE && thing.equals(source.referenceName());
        return !isReference && !thing.equals(source.onceName());
    }

    List<Delivered> deliveries() {
        return runs.stream().flatMap(List::stream).toList();
    }

    /** The runs of which a retired satellite knows. */
    List<List<Delivered>> runsBefore() {
        return runs.subList(0, evolvesBefore);
    }

    String settings() {
        return model.settings();
    }

    RandomMetadata before() {
        return model.before(evolution);
    }

    RandomMetadata after() {
        return model.after(evolution);
    }

    /** For a person who wants to see it happen: settings, metadata and files, run by run. */
    String describe() {
        StringBuilder text = new StringBuilder("seed " + seed + ", tried: " + trials + "\n")
                .append(model.settings())
                .append(before().sourcesYaml())
                .append(before().modelYaml());
        for (int run = 0; run < runs.size(); run++) {
            if (run == evolvesBefore && !evolution.isNone()) {
                text.append("--- from now on\n").append(after().sourcesYaml()).append(after().modelYaml());
            }
            text.append("--- run ").append(run + 1).append('\n');
            runs.get(run)
                    .forEach(delivery -> text.append(delivery.path())
                            .append(delivery.version() > 1 ? " corrected" : "")
                            .append('\n')
                            .append(delivery.text()));
        }
        return text.toString();
    }
}
