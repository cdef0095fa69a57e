package org.lierne.core.model;

import java.util.Collection;

/** What it means that something which happened once is told again, and otherwise. */
public enum Corrections {
    /** That one of them is wrong: what came first stands, and the other record is rejected. */
    REJECT,
    /** That it has been corrected: a row takes the former back, and another says what is right. */
    COUNTER_ROW;

    /** Whether a source feeds anything that is corrected by counter rows: then it has to be known what each delivery said. */
    public static boolean areFedBy(String source, Collection<Link> links, Collection<Satellite> satellites) {
        return links.stream()
                        .anyMatch(link -> link.isCorrected() && link.source().equals(source))
                || satellites.stream()
                        .anyMatch(satellite -> satellite instanceof NonHistorizedSatellite event
                                && event.isCorrected()
                                && event.source().equals(source));
    }
}
