package org.lierne.core.model;

/** What a satellite describes: a hub, in one of its roles or as itself, or a link. */
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
}
