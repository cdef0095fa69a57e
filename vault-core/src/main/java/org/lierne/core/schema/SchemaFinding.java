package org.lierne.core.schema;

/**
 * What a difference of two sets of tables has to say about a thing that the metadata describes, or described.
 *
 * @param code stable, in snake case: {@code key_changed}
 * @param message what it is, in whole sentences
 * @param hint what to do
 * @param subject what kind of thing it is about
 * @param name its name in the metadata; the new one, if it is renamed
 */
public record SchemaFinding(String code, String message, String hint, Subject subject, String name) {

    /** The kind of thing that a finding is about. */
    public enum Subject {
        VAULT,
        HUB,
        LINK,
        SATELLITE,
        REFERENCE,
        SOURCE,
        MART
    }

    static Subject subjectOf(Table table) {
        return switch (table.kind()) {
            case HUB -> Subject.HUB;
            case LINK, NON_HISTORIZED_LINK -> Subject.LINK;
            case SATELLITE, EFFECTIVITY, MULTI_ACTIVE, NON_HISTORIZED_SATELLITE, STATUS, PRESENCE -> Subject.SATELLITE;
            case REFERENCE -> Subject.REFERENCE;
            case TRACKING, BATCH -> Subject.SOURCE;
            case COMPUTED -> Subject.MART;
            case SNAPSHOT, POINT_IN_TIME, BRIDGE -> Subject.VAULT;
            case FIRST_SEEN -> table.name().startsWith("first_seen_hub_") ? Subject.HUB : Subject.LINK;
        };
    }
}
