package org.lierne.core.model;

/** What a satellite describes: a hub, in one of its roles or as itself, a link, or a reference table's key. */
public sealed interface Parent {

    /** The name under which the source's rows carry the key: the hub's, the role's or the link's. */
    String name();

    /**
     * A hub.
     *
     * @param name the hub's own name, or the role in which the source's rows carry it
     */
    record OfHub(String name, String hub) implements Parent {}

    /** A link. */
    record OfLink(String name) implements Parent {}

    /**
     * A reference table.
     *
     * @param reference its name in the metadata
     */
    record OfReference(String reference) implements Parent {
        /** The reference's name as it stands among those of hubs and links, whose hash keys must not be taken for its. */
        @Override
        public String name() {
            return "ref_" + reference;
        }
    }
}
