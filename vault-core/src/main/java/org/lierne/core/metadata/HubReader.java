package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Participant;
import org.lierne.core.model.TextCase;

/** Reads hubs, and the names under which rows refer to them. */
final class HubReader {

    private final Diagnostics diagnostics;
    private final Scalars scalars;
    private final Registry<Hub> hubs;
    private final Registry<Participant> participants;
    private final Tenant tenant;
    private final Map<String, Position> taken = new HashMap<>();

    HubReader(Registry<Hub> hubs, Registry<Participant> participants, Tenant tenant, Diagnostics diagnostics) {
        this.tenant = tenant;
        this.hubs = hubs;
        this.participants = participants;
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    /** Reads all hubs. Links share their namespace, because all of them name hash keys. */
    void read(List<Declaration> declared, List<Declaration> links) {
        declared.forEach(hub -> taken.put(hub.name().text(), hub.name().position()));
        for (Declaration link : links) {
            take(link.name(), "link");
        }
        for (Declaration hub : declared) {
            readHub(hub);
        }
    }

    private boolean take(Text name, String kind) {
        Position first = taken.putIfAbsent(name.text(), name.position());
        if (first == null) {
            return true;
        }
        diagnostics.error(
                "duplicate_name",
                name.position(),
                "The " + kind + " \"" + name.text() + "\" has a name that is taken at " + first
                        + "; hubs, roles and links share their names, because each names a hash key.",
                "Call it otherwise.");
        return false;
    }

    private void readHub(Declaration declaration) {
        String name = declaration.name().text();
        String what = "hub \"" + name + "\"";
        Fields fields =
                Fields.read(Language.HUB, what, declaration.name().position(), declaration.value(), diagnostics);
        List<KeyColumn> key = new ArrayList<>();
        boolean whole = true;
        for (Entry column : fields.entries("key")) {
            Optional<KeyColumn> read = keyColumn(column, what);
            read.ifPresent(key::add);
            whole = whole && read.isPresent();
        }
        List<String> roles = new ArrayList<>();
        for (Text role : fields.texts("roles")) {
            Names.check(role, "role", diagnostics);
            if (take(role, "role")) {
                roles.add(role.text());
                participants.add(role.text(), new Participant(role.text(), name));
            }
        }
        reportTwice(fields);
        participants.add(name, new Participant(name, name));
        hubs.add(name, whole && !key.isEmpty() ? Optional.of(hub(fields, name, key, roles)) : Optional.empty());
    }

    private Hub hub(Fields fields, String name, List<KeyColumn> key, List<String> roles) {
        return new Hub(
                name,
                fields.description(),
                tenant.before(key),
                roles,
                Hub.NullKey.valueOf(fields.text("null_key", "unknown").toUpperCase(Locale.ROOT)),
                fields.text("was").map(Text::text),
                fields.flag("retired"));
    }

    private void reportTwice(Fields fields) {
        List<String> seen = new ArrayList<>();
        for (Text column : fields.texts("key")) {
            if (seen.contains(column.text())) {
                diagnostics.error(
                        "duplicate_name",
                        column.position(),
                        "The key of " + fields.what() + " names \"" + column.text() + "\" twice.");
            }
            if (tenant.column().filter(column.text()::equals).isPresent()) {
                diagnostics.error(
                        "duplicate_name",
                        column.position(),
                        "The key of " + fields.what() + " names \"" + column.text()
                                + "\", with which every key begins anyway: it is the \"tenant\" in vault.yml.",
                        "Take it out.");
            }
            seen.add(column.text());
        }
    }

    private Optional<KeyColumn> keyColumn(Entry column, String hub) {
        Text name = column.key();
        String what = "key column \"" + name.text() + "\" of " + hub;
        boolean nameFits = Names.checkColumn(name, diagnostics);
        Fields fields = Fields.read(Language.KEY_COLUMN, what, name.position(), column.value(), diagnostics);
        Optional<DataType> type = fields.has("type")
                ? fields.text("type").flatMap(text -> scalars.keyType(text, what))
                : Optional.of(DataType.VARCHAR);
        Cleaning cleaning = cleaning(fields, scalars);
        if (type.isPresent() && type.get().kind() == DataType.Kind.DOUBLE) {
            diagnostics.error(
                    "double_key",
                    fields.at("type"),
                    Fields.sentence(what) + " is a double; doubles that look equal differ, so they make no key.",
                    "Take decimal(p,s), bigint or varchar.");
            return Optional.empty();
        }
        if (type.isPresent() && !type.get().equals(DataType.VARCHAR) && !cleaning.changesNothing()) {
            diagnostics.error(
                    "cleaning_of_a_number",
                    fields.position(),
                    Fields.sentence(what) + " is cleaned as a text, but kept as " + type.get() + ".",
                    "Take out case, trim and replace, or make it a varchar.");
            return Optional.empty();
        }
        return nameFits ? type.map(known -> new KeyColumn(name.text(), known, cleaning)) : Optional.empty();
    }

    /** Trim, replace and case, which columns of sources have too. */
    static Cleaning cleaning(Fields fields, Scalars scalars) {
        fields.entries("replace")
                .forEach(entry -> scalars.isRegex(entry.key(), entry.key().text(), "\"replace\" of " + fields.what()));
        return new Cleaning(
                fields.text("trim", "false").equals("true"),
                fields.textByName("replace"),
                fields.text("case").map(text -> TextCase.valueOf(text.text().toUpperCase(Locale.ROOT))));
    }
}
