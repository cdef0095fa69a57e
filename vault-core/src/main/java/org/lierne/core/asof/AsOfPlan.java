package org.lierne.core.asof;

import static org.lierne.core.sql.Identifiers.name;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.LierneException;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.SchemaChange;
import org.lierne.core.schema.StoredAs;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Ddl;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * The statements that fill an empty catalog, the one in use, with the vault as it was: of each stored table a view of the
 * rows that count, under the names that it had; over these the views that people read, as they were meant then; of the
 * ledger what it had of the runs that count. What is derived gets empty tables, to be built as after a load.
 *
 * <p>A view of rows has plain conditions on the columns {@code run_id} and {@code load_date}, which an engine takes down
 * to its scan.
 */
public final class AsOfPlan {

    private static final DateTimeFormatter LITERAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    /** Tables of the ledger, with the column that says since which run a row is there. */
    private static final Map<String, String> LEDGER = ledger();

    /** The columns of the ledger's list of deliveries. */
    private static final List<String> DELIVERY = List.of(
            "delivery_id",
            "source",
            "path",
            "content_version",
            "sha256",
            "bytes",
            "load_date",
            "records",
            "accepted",
            "filtered",
            "rejected",
            "warnings",
            "archived_as",
            "run_id",
            "loaded_at");

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final AsOf asOf;
    private final String catalog;
    private final LaterNames later;
    private final StoredColumns stored;
    private final Set<String> ended;
    private final Narrowing narrowing;
    private final SqlText text;

    /**
     * @param vault by the metadata of that time
     * @param schema the tables that it led to
     * @param catalog where the vault's database is attached
     * @param later what these tables are called today
     * @param stored what the database has today
     * @param ended the tables, by their names of then, of which rows of that past have been taken away: who reads one fails
     * @param narrowing rows that are left out, though they count
     */
    public AsOfPlan(
            Vault vault,
            VaultSchema schema,
            Dialect dialect,
            AsOf asOf,
            String catalog,
            LaterNames later,
            StoredColumns stored,
            Set<String> ended,
            Narrowing narrowing) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.asOf = asOf;
        this.catalog = catalog;
        this.later = later;
        this.stored = stored;
        this.ended = Set.copyOf(ended);
        this.narrowing = narrowing;
        this.text = new SqlText(dialect);
    }

    private static Map<String, String> ledger() {
        Map<String, String> ledger = new LinkedHashMap<>();
        for (String table : List.of("run", "failed_delivery", "reject", "reject_error", "step", "fill")) {
            ledger.put(table, Names.RUN_ID);
        }
        ledger.put("target", "since_run");
        return ledger;
    }

    /**
     * In the order in which they run.
     *
     * @throws LierneException {@code past_not_there}, if a table or column of that time cannot be found today
     */
    public List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        Set<String> schemas = new LinkedHashSet<>(List.of(Table.RAW_VAULT, Table.BUSINESS_VAULT, "audit", "mart"));
        schema.tables().forEach(table -> schemas.add(table.storedSchema()));
        schemas.forEach(each ->
                statements.add(Statement.of("make schema", each, "create schema if not exists " + identifier(each))));
        LEDGER.forEach((table, column) -> statements.add(ledger(table, column)));
        // A ledger of before lacks it.
        if (stored.has("audit", "replay", Names.RUN_ID)) {
            statements.add(ledger("replay", Names.RUN_ID));
            statements.add(deliveries());
        } else {
            statements.add(ledger("delivery", Names.RUN_ID));
        }
        if (stored.has("audit", "fit", Names.RUN_ID)) {
            statements.add(fits());
        }
        // Hubs and links look there for dates of files that came late.
        schema.stored().stream()
                .sorted(Comparator.comparing(table -> table.kind() != Table.Kind.FIRST_SEEN))
                .forEach(table -> statements.add(rows(withWhatIsTrackedAgain(table))));
        statements.addAll(new Views(vault, schema, dialect).statements());
        Ddl ddl = new Ddl(dialect, schema);
        for (Table table : schema.tables()) {
            if (table.isDerived()) {
                ddl.statements(new SchemaChange.CreateTable(table))
                        .forEach(sql -> statements.add(Statement.of("make table", table.qualifiedName(), sql)));
            }
        }
        return statements;
    }

    private Statement ledger(String table, String column) {
        String name = "audit." + table;
        String where = asOf.knownAt().isPresent()
                ? "\nwhere " + column + " <= " + asOf.knownAt().getAsLong()
                : "";
        return view(name, "select *\nfrom " + identifier(catalog, "audit", table) + where);
    }

    /** What fits found: those whose rows count. */
    private Statement fits() {
        List<String> conditions = new ArrayList<>();
        asOf.knownAt().ifPresent(run -> conditions.add(Names.RUN_ID + " <= " + run));
        asOf.date().ifPresent(date -> conditions.add(Names.LOAD_DATE + " <= " + literal(date)));
        String where = conditions.isEmpty() ? "" : "\nwhere " + String.join(" and ", conditions);
        return view("audit.fit", "select *\nfrom " + identifier(catalog, "audit", "fit") + where);
    }

    /** The deliveries, with the counts from before refused records of them were taken after all. */
    private Statement deliveries() {
        if (asOf.knownAt().isEmpty()) {
            return ledger("delivery", Names.RUN_ID);
        }
        long run = asOf.knownAt().getAsLong();
        String taken = "coalesce(taken.records, 0)";
        String columns = DELIVERY.stream()
                .map(column -> switch (column) {
                    case "accepted" -> "delivery.accepted - " + taken + " as accepted";
                    case "rejected" -> "delivery.rejected + " + taken + " as rejected";
                    default -> "delivery." + column;
                })
                .collect(Collectors.joining(", "));
        return view("audit.delivery", """
                select %s
                from %s as delivery
                left join (
                  select delivery_id, count(*) as records
                  from %s
                  where run_id > %d
                  group by delivery_id
                ) as taken on taken.delivery_id = delivery.delivery_id
                where delivery.run_id <= %4$d""".formatted(
                columns, identifier(catalog, "audit", "delivery"), identifier(catalog, "audit", "replay"), run));
    }

    /** Tracking with what is kept of it where deliveries were read again: also the hashes of what was not fed then. */
    private Table withWhatIsTrackedAgain(Table table) {
        Optional<Table> again = vault.sources().stream()
                .filter(source -> Names.tracking(source).equals(table.name()))
                .findFirst()
                .flatMap(source -> schema.find(Names.retracked(source)));
        if (again.isEmpty()) {
            return table;
        }
        List<TableColumn> columns = new ArrayList<>(table.columns());
        again.get().columns().stream()
                .filter(column -> !table.columnNames().contains(column.name()))
                .forEach(columns::add);
        return new Table(table.kind(), table.name(), table.construct(), table.identity(), columns);
    }

    /** The rows of a stored table that count. */
    private Statement rows(Table table) {
        LaterNames.Standing standing = later.of(table);
        List<String> selected = new ArrayList<>();
        for (TableColumn column : table.columns()) {
            selected.add(selected(table, standing, column));
        }
        List<String> conditions = new ArrayList<>();
        asOf.knownAt()
                .ifPresent(run -> condition(table, standing, Names.RUN_ID, Long.toString(run))
                        .ifPresent(conditions::add));
        asOf.date()
                .ifPresent(date -> condition(table, standing, Names.LOAD_DATE, literal(date))
                        .map(condition ->
                                isKeyTable(table) ? "(" + condition + " or seen.load_date is not null)" : condition)
                        .ifPresent(conditions::add));
        among(table, standing).ifPresent(conditions::add);
        String query = "select\n  " + String.join(",\n  ", selected) + "\nfrom "
                + identifier(catalog, standing.schema(), standing.table()) + " as stored"
                + (asOf.date().isPresent() && isKeyTable(table) ? "\n" + seenBefore(table, standing) : "")
                + (conditions.isEmpty() ? "" : "\nwhere " + String.join("\n  and ", conditions))
                + (ended.contains(table.name()) ? "\n" + failure(table) : "");
        return view(identifier(table.storedSchema(), table.storedName()), query);
    }

    /** That a row is one of those that are looked at. */
    private Optional<String> among(Table table, LaterNames.Standing standing) {
        return Optional.ofNullable(narrowing.tables().get(table.name()))
                .map(among -> text.name("stored", standing.columns().get(table.storedColumn(among.column())))
                        + " in (\n    " + among.keys().replace("\n", "\n    ") + "\n  )");
    }

    /** A row that cannot be made, whichever of its columns is asked for: what is missing beside it is not to be taken for all. */
    private String failure(Table table) {
        String fails = dialect.fails(
                "Tracking of what was loaded then has ended (track: keep), so that this part of the past cannot"
                        + " be told: what came and went, which links were in force, and which deliveries had a key.");
        List<String> columns = new ArrayList<>();
        for (TableColumn column : table.columns()) {
            columns.add("cast(" + fails + " as " + type(column.type()) + ")");
        }
        return "union all\nselect\n  " + String.join(",\n  ", columns) + "\nwhere " + fails + " is not null";
    }

    private String type(ColumnType type) {
        if (type instanceof ColumnType.Value value) {
            return dialect.types().of(value.type());
        }
        return type instanceof ColumnType.Id
                ? dialect.types().id()
                : dialect.types().hash(schema.hashing());
    }

    private String selected(Table table, LaterNames.Standing standing, TableColumn column) {
        String then = table.storedColumn(column.name());
        String now = standing.columns().get(then);
        String type = stored.type(standing.schema(), standing.table(), now).orElseThrow(() -> notThere(table, then));
        String value = text.name("stored", now);
        if (column.name().equals(Names.LOAD_DATE) && asOf.date().isPresent() && isKeyTable(table)) {
            return firstSeen(value) + " as " + text.name(then);
        }
        if (column.type() instanceof ColumnType.Value of) {
            String meant = dialect.types().of(of.type());
            // What has been widened since gives its values as they were.
            if (!StoredColumns.normalized(meant).equals(type)) {
                return "cast(" + value + " as " + meant + ") as " + text.name(then);
            }
        }
        return now.equals(then) ? value : value + " as " + text.name(then);
    }

    /** That a column is within its limit; nothing, if the table has no such column. */
    private Optional<String> condition(Table table, LaterNames.Standing standing, String column, String limit) {
        return table.columns().stream()
                .filter(each -> each.name().equals(column))
                .findFirst()
                .map(each -> {
                    String name = text.name("stored", standing.columns().get(table.storedColumn(column)));
                    boolean mayBeMissing = each.nullable()
                            || table.storedAs().filter(StoredAs::existing).isPresent();
                    String within = name + " <= " + limit;
                    return mayBeMissing ? "(" + within + " or " + name + " is null)" : within;
                });
    }

    /** Whether a table has one row per key, with the load date under which it was stored first. */
    private static boolean isKeyTable(Table table) {
        return table.kind() == Table.Kind.HUB || table.isOfLink() && !table.isCorrected();
    }

    /**
     * The earliest date under which a key was seen by then, in a file that came late. A join, since of few such keys it costs nothing,
     * where a subquery for each row has all keys told apart.
     */
    private String seenBefore(Table table, LaterNames.Standing standing) {
        String key = text.name(key(table));
        String stored = text.name("stored", standing.columns().get(storedKey(table)));
        return "left join (\n  select " + key + ", min(load_date) as load_date\n  from "
                + SqlText.raw(firstSeen(table)) + "\n  group by " + key + "\n) as seen on "
                + text.name("seen", key(table)) + " = " + stored;
    }

    /** The date under which a key was stored; of one that came later than a late file with it, that file's. */
    private String firstSeen(String loadDate) {
        return "case when " + loadDate + " <= " + literal(asOf.date().orElseThrow()) + " then " + loadDate
                + " else seen.load_date end";
    }

    private static String storedKey(Table table) {
        return table.storedColumn(key(table));
    }

    private static String key(Table table) {
        return Names.hashKey(table.construct());
    }

    private String firstSeen(Table table) {
        return table.kind() == Table.Kind.HUB
                ? Names.firstSeen(vault.hub(table.construct()))
                : Names.firstSeen(vault.link(table.construct()));
    }

    private LierneException notThere(Table table, String column) {
        return new LierneException(
                LierneException.Category.FAILED,
                "past_not_there",
                "The metadata of that time has \"" + column + "\" in \"" + table.storedSchema() + "."
                        + table.storedName()
                        + "\", which the database no longer has under that name or any that is recorded for it. Nothing"
                        + " was computed.",
                "Names are recorded since version 0.3 of the ledger; what was renamed before cannot be followed.");
    }

    private Statement view(String view, String query) {
        return Statement.of("define " + view, view, "create or replace view " + view + " as\n" + query);
    }

    private String literal(LocalDateTime moment) {
        return "timestamp '" + LITERAL.format(moment) + "'";
    }

    private String identifier(String... parts) {
        return dialect.sql().render(name(parts));
    }
}
