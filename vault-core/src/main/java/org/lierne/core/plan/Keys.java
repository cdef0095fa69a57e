package org.lierne.core.plan;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.NullKeys;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/** Business keys, hash keys and hashdiffs as expressions over the columns of a source's typed rows. */
public final class Keys {

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final Hashing hashing;

    public Keys(Vault vault, VaultSchema schema, Dialect dialect) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.hashing = vault.hashing();
    }

    /** One part of a business key as the hub keeps it: in the hub's type, cleaned as the hub says. */
    public Field<?> businessKeyPart(Source source, String column, KeyColumn part, String alias) {
        DataType from = source.column(column).type();
        Field<?> value = field(alias, column);
        if (part.type().kind() == DataType.Kind.VARCHAR) {
            Field<String> text = dialect.hashes().canonicalText(value, from);
            return part.cleaning().changesNothing() ? text : dialect.reads().cleaned(text, part.cleaning());
        }
        if (from.equals(part.type())) {
            return value;
        }
        return DSL.field("cast({0} as {1})", value, DSL.sql(dialect.types().of(part.type())));
    }

    /** That a row lacks the key: any part of it, or, in a profile whose keys may lack parts, all that would be hashed. */
    public Condition isMissing(Source.KeyUse key, Source source, String alias) {
        if (!hashing.profile().folds()) {
            return key.columns().stream()
                    .map(column -> field(alias, column).isNull())
                    .reduce(DSL.noCondition(), Condition::or);
        }
        Hub hub = vault.hub(key.hub());
        Condition missing = DSL.noCondition();
        for (int index = 0; index < hub.key().size(); index++) {
            String column = key.columns().get(index);
            boolean isText = source.column(column).type().isText();
            Field<?> value = isText
                    ? dialect.hashes()
                            .orMissing(businessKeyPart(source, column, hub.key().get(index), alias), hashing)
                    : field(alias, column);
            missing = missing.and(value.isNull());
        }
        return missing;
    }

    /** The hash key that a row carries; the unknown key where it lacks a part. */
    public Field<?> hashKey(Source.KeyUse key, Source source, String alias) {
        List<Field<String>> texts = texts(key, source, alias);
        Field<?> hash = dialect.hashes().hashKey(texts, hashing);
        if (texts.size() == 1 || hashing.profile().folds()) {
            return orUnknown(hash);
        }
        return DSL.field("case when {0} then {1} else {2} end", isMissing(key, source, alias), unknown(), hash);
    }

    /**
     * The hash key of a link, from the business keys of its participants and its dependent child keys. NULL where
     * {@linkplain #linksSkip links skip} what lacks the key of a participant.
     */
    public Field<?> hashKey(Link link, Source source, String alias) {
        List<Field<String>> texts = new ArrayList<>();
        Condition missing = DSL.noCondition();
        for (Participant participant : link.connects()) {
            Source.KeyUse key = source.key(participant.name()).orElseThrow();
            texts.addAll(linksSkip() ? texts(key, source, alias) : wholeOrNothing(key, source, alias));
            missing = missing.or(isMissing(key, source, alias));
        }
        link.dependentChildKey().forEach(part -> texts.add(canonicalText(part.name(), source, alias)));
        Field<?> hash = dialect.hashes().hashKey(texts, hashing);
        if (linksSkip()) {
            return DSL.field("case when {0} then null else {1} end", missing, hash);
        }
        return texts.size() == 1 || hashing.profile().folds() ? orUnknown(hash) : hash;
    }

    /** Whether a row that lacks the key of a participant states nothing of a link, and is staged without the link's key. */
    public boolean linksSkip() {
        return vault.nullKeys() == NullKeys.SKIP;
    }

    private Field<?> orUnknown(Field<?> hash) {
        return DSL.field("coalesce({0}, {1})", hash, unknown());
    }

    /**
     * The hash key of a reference table's row, which lacks no part of its key. No other package has such keys, and
     * {@code de} and {@code DE} may be two.
     */
    public Field<?> hashKey(Reference reference, Source source, String alias) {
        List<Field<String>> texts = reference.key().stream()
                .map(column -> canonicalText(column, source, alias))
                .toList();
        return dialect.hashes().lierneKey(texts, hashing);
    }

    /** The hashdiff of a satellite's payload. */
    public Field<?> hashdiff(Satellite satellite, Source source, String alias) {
        List<Field<String>> texts = schema.hashed(satellite).stream()
                .map(column -> canonicalText(column, source, alias))
                .toList();
        return satellite.parent() instanceof Parent.OfReference
                ? dialect.hashes().lierneHashdiff(texts, hashing)
                : dialect.hashes().hashdiff(texts, hashing);
    }

    /** The hash of the distinct hashes that the rows of a group hold, whatever their order. */
    public Field<?> hashOfSet(Field<?> members) {
        return dialect.hashes().hash(dialect.hashes().sortedSet(members, hashing), hashing);
    }

    /** The columns that are hashed and whose canonical text is not the column itself, with that text. */
    public Map<String, Field<String>> canonicalTexts(Source source, String alias) {
        Set<String> hashed = new LinkedHashSet<>();
        source.keys().forEach(key -> hashed.addAll(key.columns()));
        vault.linksOf(source).forEach(link -> link.dependentChildKey().forEach(part -> hashed.add(part.name())));
        for (Satellite satellite : vault.satellitesOf(source)) {
            hashed.addAll(satellite.hashed());
        }
        Map<String, Field<String>> texts = new LinkedHashMap<>();
        for (String column : hashed) {
            DataType type = Stage.typeOf(source, column);
            if (!type.isText()) {
                texts.put(
                        textColumn(column), dialect.hashes().canonicalText(field(alias, Stage.columnOf(column)), type));
            }
        }
        return texts;
    }

    /** The text of a column as {@link #canonicalTexts} made it: computed once, and hashed as often as needed. */
    private static Field<String> canonicalText(String column, Source source, String alias) {
        boolean isText = Stage.typeOf(source, column).isText();
        return field(alias, isText ? column : textColumn(column)).coerce(SQLDataType.VARCHAR);
    }

    private static String textColumn(String column) {
        return "_canonical_" + column;
    }

    public Field<?> unknown() {
        return dialect.hashes().unknownKey(hashing);
    }

    /** A key with a part missing is missing as a whole, unless the profile's keys may lack parts. */
    private List<Field<String>> wholeOrNothing(Source.KeyUse key, Source source, String alias) {
        List<Field<String>> texts = texts(key, source, alias);
        if (texts.size() == 1 || hashing.profile().folds()) {
            return texts;
        }
        Condition missing = isMissing(key, source, alias);
        return texts.stream()
                .map(text -> DSL.field("case when not ({0}) then {1} end", SQLDataType.VARCHAR, missing, text))
                .toList();
    }

    private List<Field<String>> texts(Source.KeyUse key, Source source, String alias) {
        Hub hub = vault.hub(key.hub());
        List<Field<String>> texts = new ArrayList<>();
        for (int index = 0; index < hub.key().size(); index++) {
            texts.add(text(key.columns().get(index), hub.key().get(index), source, alias));
        }
        return texts;
    }

    private Field<String> text(String column, KeyColumn part, Source source, String alias) {
        if (part.type().kind() == DataType.Kind.VARCHAR) {
            Field<String> text = canonicalText(column, source, alias);
            return part.cleaning().changesNothing() ? text : dialect.reads().cleaned(text, part.cleaning());
        }
        if (part.type().equals(source.column(column).type())) {
            return canonicalText(column, source, alias);
        }
        return dialect.hashes().canonicalText(businessKeyPart(source, column, part, alias), part.type());
    }
}
