package org.lierne.core.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.Column;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/** Of what a key is traced: a hub, a link or a reference table. */
public sealed interface Subject {

    /** Its name in the metadata. */
    String name();

    /** A hub. */
    record OfHub(Hub hub) implements Subject {
        @Override
        public String name() {
            return hub.name();
        }
    }

    /** A link. */
    record OfLink(Link link) implements Subject {
        @Override
        public String name() {
            return link.name();
        }
    }

    /** A reference table. */
    record OfReference(Reference reference) implements Subject {
        @Override
        public String name() {
            return reference.name();
        }
    }

    /** What has that name; empty if nothing that has keys does. */
    static Optional<Subject> named(Vault vault, String name) {
        return all(vault).stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst();
    }

    /** All of which keys can be traced: hubs, links, then references. */
    static List<Subject> all(Vault vault) {
        List<Subject> subjects = new ArrayList<>();
        vault.hubs().forEach(hub -> subjects.add(new OfHub(hub)));
        vault.links().forEach(link -> subjects.add(new OfLink(link)));
        vault.references().forEach(reference -> subjects.add(new OfReference(reference)));
        return subjects;
    }

    /**
     * The parts of its business key, in the order in which they are hashed; of a link those of its participants, then the
     * dependent child keys.
     */
    default List<KeyColumn> keyParts(Vault vault) {
        List<KeyColumn> parts = new ArrayList<>();
        if (this instanceof OfHub ofHub) {
            return ofHub.hub().key();
        }
        if (this instanceof OfLink ofLink) {
            for (Participant participant : ofLink.link().connects()) {
                List<KeyColumn> key = vault.hub(participant.hub()).key();
                key.forEach(
                        part -> parts.add(new KeyColumn(label(participant, key, part), part.type(), part.cleaning())));
            }
            ofLink.link()
                    .dependentChildKey()
                    .forEach(part -> parts.add(new KeyColumn(part.name(), part.type(), Cleaning.NONE)));
        }
        if (this instanceof OfReference ofReference) {
            Reference reference = ofReference.reference();
            Source source = vault.source(reference.sources().get(0));
            for (String key : reference.key()) {
                // A source need not have the columns of what was retired.
                DataType type = source.columns().stream()
                        .filter(column -> column.name().equals(key))
                        .map(Column::type)
                        .findFirst()
                        .orElse(DataType.VARCHAR);
                parts.add(new KeyColumn(key, type, Cleaning.NONE));
            }
        }
        return parts;
    }

    /** How its keys are hashed: no other package has keys of reference tables. */
    default Hashing hashing(Vault vault) {
        return this instanceof OfReference
                ? new Hashing(
                        Hashing.Profile.LIERNE,
                        vault.hashing().algorithm(),
                        vault.hashing().storage())
                : vault.hashing();
    }

    /** What a part of a participant's key is called beside the keys of others. */
    static String label(Participant participant, List<KeyColumn> key, KeyColumn part) {
        return key.size() == 1 ? participant.name() : participant.name() + "." + part.name();
    }
}
