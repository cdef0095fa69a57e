package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What holds for a source of a random vault, and what it feeds.
 *
 * @param sequence NULL, {@code seq} or {@code _line}
 * @param datedRows whether rows have load dates of their own, in column {@code day}
 * @param holds what a file holds
 * @param scoped whether a file is everything within the values of column {@code scope} only
 * @param missingAtMost in percent
 * @param block the multi-active satellite, if there is one: its sub key, then what else it keeps
 * @param status what a status satellite follows: a participant or the link's name
 * @param seen what a record tracking satellite follows: a participant or the link's name
 * @param reference what columns {@code code} and {@code word} make
 * @param once what column {@code once} makes
 */
record SourceFacts(
        String name,
        List<String> keys,
        List<String> columns,
        Optional<String> sequence,
        boolean datedRows,
        Holds holds,
        boolean scoped,
        int missingAtMost,
        List<String> oneRowPer,
        Optional<LinkFacts> link,
        List<SatelliteFacts> satellites,
        Optional<SatelliteFacts> block,
        Optional<String> status,
        Optional<String> seen,
        Reference reference,
        Optional<Once> once) {

    /** What a file of a source holds. */
    enum Holds {
        CHANGES,
        EVERYTHING,
        CHANGE_RECORDS
    }

    /** Which reference table a source feeds: none, its own, or the one that several share. */
    enum Reference {
        NONE,
        PLAIN,
        WITH_HISTORY,
        SHARED
    }

    /**
     * What is said once of a customer.
     *
     * @param event whether in a non-historized link, and not in a satellite
     * @param corrected whether by counter rows
     */
    record Once(boolean event, boolean corrected) {}

    /**
     * A link.
     *
     * @param kind as metadata call it
     * @param driving the driving key of the effectivity satellite, if there is one
     */
    record LinkFacts(String name, String kind, List<String> connects, boolean byLine, Optional<List<String>> driving) {

        List<String> parts() {
            List<String> parts = new ArrayList<>(connects);
            if (byLine) {
                parts.add(RandomModel.LINE);
            }
            return parts;
        }
    }

    /**
     * A satellite of attributes.
     *
     * @param parent a participant, or the link's name
     * @param columns what it keeps
     * @param uncompared those of them that are kept out of its hashdiff
     * @param besides what is compared besides
     * @param rest whether it takes what has no other place
     * @param effective whether the last of its columns is since when it holds
     */
    record SatelliteFacts(
            String name,
            String parent,
            List<String> columns,
            List<String> uncompared,
            List<String> besides,
            boolean rest,
            boolean effective) {

        List<String> compared() {
            List<String> compared = new ArrayList<>(columns);
            compared.removeAll(uncompared);
            compared.addAll(besides);
            return compared;
        }
    }

    /** Whether blocks end when a whole file lacks their key. */
    boolean blocksEnd() {
        return holds == Holds.EVERYTHING
                && block.filter(each -> oneRowPer.contains(each.parent())).isPresent();
    }

    boolean isOfLink(String parent) {
        return link.filter(each -> each.name().equals(parent)).isPresent();
    }

    String effectivity() {
        return name + "_in_force";
    }

    String statusName() {
        return name + "_status";
    }

    String seenName() {
        return name + "_seen";
    }

    String onceName() {
        return name + "_once";
    }

    String referenceName() {
        return reference == Reference.SHARED ? RandomModel.SHARED : name + "_words";
    }

    /** The names of all that it feeds, but for hubs. */
    List<String> fed() {
        List<String> fed = new ArrayList<>();
        satellites.forEach(satellite -> fed.add(satellite.name()));
        block.ifPresent(any -> fed.add(any.name()));
        status.ifPresent(any -> fed.add(statusName()));
        seen.ifPresent(any -> fed.add(seenName()));
        once.ifPresent(any -> fed.add(onceName()));
        if (reference != Reference.NONE) {
            fed.add(referenceName());
        }
        link.ifPresent(any -> fed.add(any.name()));
        link.flatMap(LinkFacts::driving).ifPresent(any -> fed.add(effectivity()));
        return fed;
    }

    /** The same without one of the things that it feeds; its files stay as they are. */
    SourceFacts without(String thing) {
        return new SourceFacts(
                name,
                keys,
                columns,
                sequence,
                datedRows,
                holds,
                scoped,
                missingAtMost,
                oneRowPer,
                link.filter(each -> !each.name().equals(thing))
                        .map(each -> thing.equals(effectivity())
                                ? new LinkFacts(
                                        each.name(), each.kind(), each.connects(), each.byLine(), Optional.empty())
                                : each),
                satellites.stream()
                        .filter(each ->
                                !each.name().equals(thing) && !each.parent().equals(thing))
                        .toList(),
                block.filter(
                        each -> !each.name().equals(thing) && !each.parent().equals(thing)),
                status.filter(parent -> !parent.equals(thing) && !thing.equals(statusName())),
                seen.filter(parent -> !parent.equals(thing) && !thing.equals(seenName())),
                thing.equals(referenceName()) ? Reference.NONE : reference,
                once.filter(any -> !thing.equals(onceName())));
    }
}
