package org.lierne.core.metadata;

import java.util.List;
import org.lierne.core.metadata.Shape.AnyText;
import org.lierne.core.metadata.Shape.AnyTextOrEmpty;
import org.lierne.core.metadata.Shape.Choice;
import org.lierne.core.metadata.Shape.Either;
import org.lierne.core.metadata.Shape.Fixed;
import org.lierne.core.metadata.Shape.Named;
import org.lierne.core.metadata.Shape.NamedByKind;
import org.lierne.core.metadata.Shape.TextByName;
import org.lierne.core.metadata.Shape.Texts;
import org.lierne.core.metadata.Shape.TextsByName;

/** The metadata language: every map that may be written, with its keys. */
final class Language {

    private static final Shape TEXT = new AnyText();
    private static final Shape TEXTS = new Texts();
    private static final Shape FLAG = Choice.of("true", "false");
    private static final String DESCRIPTION = "what it is, in a sentence";
    private static final String WAS = "the name that it had before";
    private static final String RETIRED = "whether it is kept as it is, and no longer loaded; default false";
    private static final String TABLE = "the name of its table, with or without a schema; default by names";
    private static final String HASH_KEY = "the column of its hash key; default by names";
    private static final Choice ON_FAILURE = Choice.of("continue", "stop");
    private static final Choice CORRECTIONS = Choice.of("reject", "counter_row");

    static final MapKind HASHING = MapKind.of("hashing")
            .key("algorithm", Choice.of("md5", "sha1", "sha256"), "the digest; default md5")
            .key("profile", Choice.of("lierne", "automate_dv", "datavault4dbt"), "which text is hashed; default lierne")
            .key("keys", Choice.of("binary", "hex"), "how digests are stored; default binary");

    static final MapKind REJECTS = MapKind.of("rejects")
            .required("stop_above", TEXT, "the share of a delivery's records above which rejects stop it: 1%")
            .main("stop_above");

    static final MapKind PUBLISH = MapKind.of("publish")
            .key("keep", TEXT, "how many files of published marts stay, the newest among them, or forever; default 3");

    static final MapKind NAMES = MapKind.of("names")
            .key("schema", TEXT, "where tables of other names stand; default data_vault")
            .key("existing", FLAG, "whether the tables are there already, with rows of another tool; default false")
            .key("hub", TEXT, "hubs' tables: hub_{name}")
            .key("link", TEXT, "links' tables: link_{name}")
            .key("satellite", TEXT, "satellites' tables: sat_{name}")
            .key("hash_key", TEXT, "hash keys of hubs, roles and links: {name}_hk")
            .key("hashdiff", TEXT, "hashdiffs of satellites, with or without {name}: hashdiff")
            .key("load_date", TEXT, "the load date's column: load_date")
            .key("record_source", TEXT, "the record source's column: record_source");

    static final MapKind VAULT = MapKind.of("vault.yml")
            .required("vault", TEXT, "the vault's name")
            .key("description", TEXT, DESCRIPTION)
            .key("timezone", TEXT, "the zone of timestamps that name none; default UTC")
            .key("hashing", new Fixed(HASHING), "how keys and differences are hashed")
            .key("rejects", new Fixed(REJECTS), "when rejects stop a delivery")
            .key("on_failure", ON_FAILURE, "what a delivery that cannot be loaded does to its run; default continue")
            .key("archive", Choice.of("true", "none"), "whether deliveries are copied to the archive; default true")
            .key("publish", new Fixed(PUBLISH), "how marts are published")
            .key("names", new Fixed(NAMES), "what tables and columns are called, to continue an existing vault")
            .key("tenant", TEXT, "the column that begins the key of every hub")
            .key(
                    "ghost_records",
                    Choice.of("lierne", "automate_dv", "none"),
                    "which rows of satellites stand for what is missing; default lierne")
            .key(
                    "null_keys",
                    Choice.of("unknown", "skip"),
                    "what becomes of a link's row that lacks the key of a participant; default unknown")
            .later("retry", "notify");

    static final MapKind FORMAT = MapKind.of("format")
            .key("delimiter", TEXT, "the character between fields, or tab; default ,")
            .key("quote", TEXT, "the character around fields; default \"")
            .key("escape", TEXT, "the character before a quote within quotes; default the quote")
            .key("encoding", Choice.of("utf-8", "utf-16", "latin-1"), "the characters' encoding; default utf-8")
            .key("dates", TEXTS, "the formats of date columns that have none of their own; default ISO 8601")
            .key("timestamps", TEXTS, "likewise for timestamp columns")
            .key("decimal_separator", TEXT, "between a number's whole part and fraction; default .")
            .key("thousands_separator", TEXT, "between groups of three digits; default none")
            .key("max_record_size", TEXT, "the longest record, in bytes or as 8 MB; default 2 MB")
            .key(
                    "type",
                    Choice.of("csv", "ndjson", "json", "parquet"),
                    "what the files are; default by their extension")
            .main("type");

    static final MapKind LENGTH = MapKind.of("length")
            .key("exactly", TEXT, "the number of characters; what length: 5 means")
            .key("min", TEXT, "the fewest characters")
            .key("max", TEXT, "the most characters")
            .main("exactly");

    static final MapKind COLUMN = MapKind.of("column")
            .key(
                    "type",
                    TEXT,
                    "varchar (default), boolean, integer, bigint, decimal(p,s), double, date, timestamp, json, email, country, currency")
            .key("description", TEXT, DESCRIPTION)
            .key("from", TEXT, "the header or path, where it is not the column's name")
            .key("optional", FLAG, "whether a file may lack the column, as files from before it came do; default false")
            .key("sql", TEXT, "origin: an expression over the row's other columns")
            .key("value", new AnyTextOrEmpty(), "origin: the same text in every row")
            .key("row_number_within", TEXTS, "origin: the row's place, from 1, among those equal in these columns")
            .key("formats", TEXTS, "date formats in Java's letters, tried in order")
            .key("timezone", TEXT, "the zone of timestamps that name none; default the source's")
            .key("locale", TEXT, "the language of month and day names; only en as yet")
            .key("symbols", TEXTS, "texts removed before a number is read")
            .key("null_values", new Either(TEXTS, new AnyTextOrEmpty()), "texts that mean NULL")
            .key("map", new TextByName(), "texts replaced by others, compared whole")
            .key("replace", new TextByName(), "regular expression to replacement, applied in order")
            .key("default", TEXT, "the text that stands in for NULL")
            .key("case", Choice.of("upper", "lower"), "the case to fold to; default keeps it")
            .key("trim", FLAG, "whether white space at both ends goes; default false")
            .key("yes_words", TEXTS, "texts that mean true")
            .key("no_words", TEXTS, "texts that mean false")
            .key("min", TEXT, "check: the least number")
            .key("max", TEXT, "check: the greatest number")
            .key("accepts", TEXTS, "check: the only texts allowed")
            .key("matches", TEXT, "check: a regular expression for the whole text")
            .key("length", new Fixed(LENGTH), "check: the number of characters")
            .key("was", TEXT, WAS)
            .later("country")
            .main("type");

    static final MapKind LOAD_DATE = MapKind.of("load_date")
            .required("column", TEXT, "the date or timestamp column that holds it")
            .main("column");

    static final MapKind RECORD_SOURCE = MapKind.of("record_source")
            .required("column", TEXT, "the column that holds each row's record source")
            .main("column");

    static final MapKind DELIVERY = MapKind.of("delivery")
            .required("kind", Choice.of("delta", "full", "cdc"), "what a file holds; default delta")
            .key("within", TEXTS, "full: the columns within whose values a file is everything")
            .key("operation", TEXT, "cdc: the column that says what happened")
            .key("deletes", TEXTS, "cdc: its texts that mean a deletion")
            .key("sequence", TEXT, "cdc: the column that orders the records; default _line, the order in the file")
            .main("kind");

    static final MapKind TRACK = MapKind.of("track")
            .required(
                    "keep",
                    TEXT,
                    "how much older than the newest load date rows are when they are tracked no more: 400 days");

    static final MapKind SCHEMA_CHANGES = MapKind.of("schema_changes")
            .required("new_column", Choice.of("fail", "ignore", "capture"), "fail, ignore or capture; default fail")
            .main("new_column");

    static final MapKind SOURCE = MapKind.of("source")
            .key("description", TEXT, DESCRIPTION)
            .key("system", TEXT, "the system that the files come from")
            .key(
                    "record_source",
                    new Either(TEXT, new Fixed(RECORD_SOURCE)),
                    "what vault rows carry, or the column that says it; default system.source")
            .key("files", TEXT, "the path pattern of its files; every source needs it, or a table")
            .key("table", TEXT, "instead of files: the table, with its schema, into which another tool puts rows")
            .key("format", new Fixed(FORMAT), "how the files are read")
            .key("rows", TEXT, "of json: the way to the array whose elements are the rows")
            .key("delivery", new Fixed(DELIVERY), "whether a file holds changes or everything")
            .key(
                    "keys",
                    new TextsByName(),
                    "the hubs, or roles, that a row identifies, and by which columns; only a source of references needs"
                            + " none")
            .key("one_row_per", TEXTS, "the keys and columns that tell rows apart")
            .key("sequence", TEXT, "the column that orders rows of one load date; _line is the order in the file")
            .key("load_date", new Fixed(LOAD_DATE), "where the load date comes from, if not from the path")
            .key("date_only", Choice.of("start", "end"), "what a load date without a time means; default start")
            .key("timezone", TEXT, "the zone of timestamps that name none; default the vault's")
            .key("required", TEXTS, "columns without which a record is rejected")
            .key("sensitive", TEXTS, "columns that are masked wherever a person looks")
            .key("ignore", TEXTS, "headers, or columns, that have no place in the vault")
            .required("columns", new Named(COLUMN), "the columns by name, each a type or a map")
            .key("where", TEXT, "a condition; other rows are filtered, and counted")
            .key("track", new Either(FLAG, new Fixed(TRACK)), "whether each row is tracked")
            .key(
                    "missing_at_most",
                    TEXT,
                    "full: the share of keys that may be missing before none is deleted; default 50%")
            .key("schema_changes", new Fixed(SCHEMA_CHANGES), "what a new header means")
            .key("on_failure", ON_FAILURE, "what a delivery that cannot be loaded does to its run; default the vault's")
            .key("was", TEXT, WAS)
            .later("quality", "query", "extract");

    static final MapKind SOURCES_FILE = fileOfSources();

    static final MapKind KEY_COLUMN = MapKind.of("key column")
            .key("type", TEXT, "what is kept and hashed; default varchar")
            .key("case", Choice.of("upper", "lower"), "the case to fold to; default keeps it")
            .key("trim", FLAG, "whether white space at both ends goes; default false")
            .key("replace", new TextByName(), "regular expression to replacement, applied in order")
            .main("type");

    static final MapKind HUB = MapKind.of("hub")
            .required("key", new Either(TEXTS, new Named(KEY_COLUMN)), "the columns of the business key, in order")
            .key("roles", TEXTS, "other names under which rows and links refer to it")
            .key("null_key", Choice.of("unknown", "reject"), "what a missing key means; default unknown")
            .key("description", TEXT, DESCRIPTION)
            .key("was", TEXT, WAS)
            .key("table", TEXT, TABLE)
            .key("hash_key", TEXT, HASH_KEY)
            .key("retired", FLAG, RETIRED)
            .later("quality")
            .main("key");

    static final Choice LINK_KINDS = Choice.of("relationship", "non_historized", "same_as", "hierarchical");

    static final MapKind LINK = link("link").later("quality");

    static final MapKind SAME_AS_LINK = bareLink("same-as link").later("quality", "hash_key", "table");

    static final MapKind NON_HISTORIZED_LINK = link("non-historized link")
            .key("columns", TEXTS, "what stands in its own rows; default nothing")
            .key("corrections", CORRECTIONS, "what another payload under a known key means; default reject")
            .later("quality");

    static final MapKind HASHDIFF = MapKind.of("hashdiff")
            .key("name", TEXT, "its column; default by names")
            .key("with", TEXTS, "columns of the source that are compared though they are kept elsewhere, or nowhere")
            .key("without", TEXTS, "columns that are kept, and change nothing by themselves")
            .main("name");

    static final Choice SATELLITE_KINDS = Choice.of(
            "descriptive", "effectivity", "multi_active", "non_historized", "status_tracking", "record_tracking");

    static final MapKind SATELLITE = satellite("satellite")
            .key("columns", TEXTS, "what it keeps; default all columns of the source with no other place")
            .key("hashdiff", new Fixed(HASHDIFF), "which columns are compared, and what it is called")
            .key("effective_from", TEXT, "the column that says since when it holds in the business; kept, not compared")
            .key("retired", FLAG, RETIRED)
            .later("hash", "quality");

    static final MapKind EFFECTIVITY = satellite("effectivity satellite")
            .key("driving_key", TEXTS, "what stays when the relationship changes; default from one_row_per")
            .key("retired", FLAG, RETIRED)
            .later("hash", "quality");

    static final MapKind MULTI_ACTIVE = satellite("multi-active satellite")
            .required("sub_key", TEXTS, "the columns that tell apart what holds at the same time")
            .key("columns", TEXTS, "what it keeps besides; default all columns of the source with no other place")
            .key("hashdiff", new Fixed(HASHDIFF), "which columns are compared, and what it is called")
            .key("retired", FLAG, RETIRED)
            .later("effective_from", "hash", "quality");

    static final MapKind NON_HISTORIZED_SATELLITE = satellite("non-historized satellite")
            .key("columns", TEXTS, "what it keeps; default all columns of the source with no other place")
            .key("corrections", CORRECTIONS, "what another payload under a known key means; default reject")
            .key("retired", FLAG, RETIRED)
            .later("hash", "quality");

    static final MapKind REFERENCE = MapKind.of("reference")
            .required("key", TEXTS, "the columns that tell its rows apart")
            .required("from", TEXTS, "the source that feeds it; of several, a key belongs to the first that knows it")
            .key("columns", TEXTS, "what is looked up; default all columns of the source with no other place")
            .key("history", FLAG, "whether what held before can be read too; default false")
            .key("description", TEXT, DESCRIPTION)
            .key("was", TEXT, WAS)
            .key("retired", FLAG, RETIRED)
            .later("quality", "table");

    static final MapKind STATUS =
            satellite("status tracking satellite").key("retired", FLAG, RETIRED).later("quality");

    static final MapKind RECORD_TRACKING =
            satellite("record tracking satellite").later("quality");

    static final MapKind KEEP = MapKind.of("keep")
            .key("daily", TEXT, "how long each day's snapshot is kept: 90 days")
            .key("weekly", TEXT, "how long each week's last one is kept, weeks ending on Sunday: 1 year")
            .key("monthly", TEXT, "how long each month's last one is kept: forever")
            .key("yearly", TEXT, "how long each year's last one is kept");

    static final MapKind SNAPSHOTS = MapKind.of("snapshots")
            .key("at", TEXT, "the time of day, in the vault's timezone; default the end of the day")
            .required("keep", new Fixed(KEEP), "how long snapshots are kept, counted back from the newest")
            .key("description", TEXT, DESCRIPTION)
            .key("was", TEXT, WAS);

    static final MapKind POINT_IN_TIME = MapKind.of("point-in-time table")
            .key("of", TEXT, "the hub or link; default its own name")
            .key("satellites", TEXTS, "the satellites that it leads to; default all of the hub or link")
            .key("snapshots", TEXT, "its snapshot dates; needed where several are declared")
            .key("description", TEXT, DESCRIPTION)
            .key("was", TEXT, WAS);

    static final MapKind BRIDGE = MapKind.of("bridge")
            .required("path", TEXTS, "links, and the hubs between them, in order")
            .key("snapshots", TEXT, "its snapshot dates; needed where several are declared")
            .key("description", TEXT, DESCRIPTION)
            .key("was", TEXT, WAS)
            .main("path");

    static final MapKind MODEL_FILE = MapKind.of("model file")
            .key("hubs", new Named(HUB), "business concepts by their keys")
            .key("links", new NamedByKind(), "relationships between hubs")
            .key("satellites", new NamedByKind(), "what is known about them over time")
            .key("references", new Named(REFERENCE), "what is looked up by a natural key")
            .key("snapshots", new Named(SNAPSHOTS), "the dates at which the two below show the vault")
            .key("point_in_time", new Named(POINT_IN_TIME), "which row of each satellite holds at each date")
            .key("bridges", new Named(BRIDGE), "the keys along a path of links at each date");

    private static final String INACTIVE_AFTER =
            "the days without a purchase after which a customer is lost: 90 days; or"
                    + " the churn_window mart that chooses them";

    private static final String DATA_END = "when the data end; default the day after the latest that they tell of";

    static final Choice MART_KINDS = Choice.of(
                    "dimension",
                    "fact",
                    "transactions",
                    "rfm",
                    "segment_migration",
                    "value_groups",
                    "value_concentration",
                    "clusters",
                    "historic_value",
                    "predicted_value",
                    "churn_window",
                    "churn_rate",
                    "survival",
                    "log_rank",
                    "retention",
                    "churn_prediction",
                    "sql")
            .andLater("affinity", "forecast", "experiment");

    static final MapKind DIMENSION = mart("dimension")
            .required("of", TEXT, "the hub")
            .key("through", TEXTS, "links to hubs whose attributes are taken along")
            .key("history", Choice.of("type_1", "type_2"), "whether old versions are kept; default type_1");

    static final MapKind FACT_COLUMN = MapKind.of("fact column")
            .key("sql", TEXT, "an expression; default the column of that name")
            .key("type", TEXT, "what its value is cast to; default what it is")
            .key("description", TEXT, DESCRIPTION)
            .main("sql");

    static final MapKind FACT = mart("fact")
            .required("of", TEXT, "the link or hub whose rows are the fact's")
            .key("through", TEXTS, "links that lead from it to further hubs")
            .key("at", TEXT, "an expression: the moment as of which other hubs are described; default now")
            .key(
                    "columns",
                    new Either(TEXTS, new Named(FACT_COLUMN)),
                    "its columns; default all that is known of the link or hub itself")
            .key("where", TEXT, "a condition");

    static final MapKind TRANSACTIONS = mart("transactions")
            .required("from", TEXT, "the link, or the fact, whose rows are the lines")
            .key("through", TEXTS, "links that lead from the link to customer, order or product")
            .required("customer", TEXT, "the participant who buys")
            .required("order", TEXT, "the participant that groups lines")
            .key("product", TEXT, "the participant that is bought")
            .required("date", TEXT, "an expression: when")
            .required("amount", TEXT, "an expression: for how much")
            .key("returned", TEXT, "an expression: how much of the amount was taken back, zero or more")
            .key("margin", TEXT, "an expression: with what margin, after what was taken back")
            .key("where", TEXT, "a condition");

    static final MapKind RFM_BOUNDS = MapKind.of("bounds")
            .key("recency", TEXTS, "days, increasing")
            .key("frequency", TEXTS, "orders, increasing")
            .key("monetary", TEXTS, "amounts, increasing");

    static final MapKind RFM = mart("rfm")
            .required("of", TEXT, "the transactions mart")
            .key(
                    "grid",
                    Choice.of("ten_segments", "eleven_segments"),
                    "how scores become segments: ten_segments (default) or eleven_segments")
            .key(
                    "segments",
                    new TextsByName(),
                    "segments of one's own: rules by name, of which each customer meets one")
            .key("scores", TEXT, "how many score groups; default 5")
            .key("bounds", new Fixed(RFM_BOUNDS), "where score groups begin; default at quantiles")
            .key("at", TEXT, "when recency is measured; default the day after the latest transaction");

    static final MapKind SEGMENT_MIGRATION = mart("segment_migration")
            .required("of", TEXT, "the rfm mart")
            .key(
                    "every",
                    Choice.of("week", "month", "quarter", "year"),
                    "how far apart snapshots are: week, month (default), quarter or year")
            .key("snapshots", TEXT, "the vault's snapshot dates, instead of a grid of the calendar")
            .key(
                    "known_by",
                    Choice.of("today").andLater("run", "load_date"),
                    "what a snapshot knows: what had happened by then, as it is known today (the default)");

    static final MapKind VALUE_GROUPS = mart("value_groups")
            .required("of", TEXT, "the mart with a row per customer")
            .key("by", TEXT, "its column that is added up; default net_amount")
            .key("groups", new TextByName(), "up to which share of all value each goes; default A 80%, B 95%, C 100%");

    static final MapKind VALUE_CONCENTRATION =
            mart("value_concentration").required("of", TEXT, "the value_groups mart");

    static final MapKind CLUSTERS = mart("clusters")
            .required("of", TEXT, "the transactions mart")
            .required("from", TEXT, "the mart with a row per customer whose columns are the features")
            .required("features", new TextByName(), "columns by which customers are alike: plain, or log")
            .key(
                    "scale",
                    Choice.of("standard", "robust"),
                    "how features are made comparable: by mean and deviation (standard, the default), or by median and quartiles (robust)")
            .key("clusters", TEXT, "how many are tried; default 2 to 8")
            .key("sample", TEXT, "how many customers the centres are fitted on at most; default 20000")
            .key("seed", TEXT, "of all that is drawn; default 1");

    static final MapKind HISTORIC_VALUE = mart("historic_value")
            .required("of", TEXT, "the transactions mart")
            .key("at", TEXT, "when value is measured; default the day after the latest transaction");

    static final MapKind PREDICTED_VALUE = mart("predicted_value")
            .required("of", TEXT, "the transactions mart")
            .key("horizon", TEXT, "how far is looked ahead; default 365 days")
            .key("discount", TEXT, "how much less later money is worth, by year; default 10%")
            .key("models", TEXTS, "the models that are tried: bg_nbd, mbg_nbd, pareto_nbd; default all")
            .key("at", TEXT, "when it is predicted; default the day after the latest transaction");

    static final MapKind CHURN_WINDOW = mart("churn_window")
            .required("of", TEXT, "the transactions mart")
            .key("beside", TEXT, "a number of days that is shown beside the chosen one: 90 days")
            .key("at", TEXT, DATA_END);

    static final MapKind CHURN_RATE = losses("churn_rate");

    static final MapKind SURVIVAL = losses("survival");

    static final MapKind RETENTION =
            mart("retention").required("of", TEXT, "the transactions mart").key("at", TEXT, DATA_END);

    static final MapKind LOG_RANK =
            mart("log_rank").required("of", TEXT, "the survival mart whose groups are compared");

    static final MapKind CHURN_PREDICTION = mart("churn_prediction")
            .required("of", TEXT, "the transactions mart")
            .required("inactive_after", TEXT, INACTIVE_AFTER)
            .key("known_by", Choice.of("run", "load_date"), "what counts as known at a moment of the past; default run")
            .key("model", Choice.of("logistic", "boosted_trees"), "what predicts; default the one that proves better");

    static final MapKind SQL = mart("sql")
            .required("query", TEXT, "a .sql file beside this one, or the query itself")
            .key("columns", new TextByName(), "what its columns mean, by name");

    static final MapKind MARTS_FILE =
            MapKind.of("marts file").key("marts", new NamedByKind(), "what the business reads, by table name");

    /** Every kind of map, for what is derived from the language. */
    static final List<MapKind> ALL = List.of(
            VAULT,
            HASHING,
            NAMES,
            REJECTS,
            SOURCES_FILE,
            SOURCE,
            FORMAT,
            DELIVERY,
            LOAD_DATE,
            RECORD_SOURCE,
            TRACK,
            SCHEMA_CHANGES,
            COLUMN,
            LENGTH,
            MODEL_FILE,
            HUB,
            KEY_COLUMN,
            LINK,
            SAME_AS_LINK,
            NON_HISTORIZED_LINK,
            SATELLITE,
            HASHDIFF,
            EFFECTIVITY,
            MULTI_ACTIVE,
            NON_HISTORIZED_SATELLITE,
            REFERENCE,
            STATUS,
            SNAPSHOTS,
            KEEP,
            POINT_IN_TIME,
            BRIDGE,
            RECORD_TRACKING,
            MARTS_FILE,
            DIMENSION,
            FACT,
            FACT_COLUMN,
            TRANSACTIONS,
            RFM,
            RFM_BOUNDS,
            SEGMENT_MIGRATION,
            VALUE_GROUPS,
            VALUE_CONCENTRATION,
            CLUSTERS,
            HISTORIC_VALUE,
            PREDICTED_VALUE,
            CHURN_WINDOW,
            CHURN_RATE,
            SURVIVAL,
            LOG_RANK,
            RETENTION,
            CHURN_PREDICTION,
            SQL);

    private Language() {}

    private static MapKind fileOfSources() {
        MapKind kind = MapKind.of("sources file")
                .key("source", TEXT, "the name of the file's one source")
                .key("sources", new NamedByKind(), "several sources; the keys beside are their defaults");
        for (MapKind.Key key : SOURCE.keys()) {
            kind = key.supported() ? kind.key(key.name(), key.shape(), key.meaning()) : kind.later(key.name());
        }
        return kind;
    }

    private static MapKind link(String name) {
        return bareLink(name)
                .key("dependent_child_key", TEXTS, "columns that tell apart rows of the same participants");
    }

    private static MapKind bareLink(String name) {
        return MapKind.of(name)
                .key("kind", LINK_KINDS, "relationship (default), non_historized, same_as or hierarchical")
                .required("connects", TEXTS, "the hubs, or roles, in order")
                .required("from", TEXT, "the source whose rows state it")
                .key("description", TEXT, DESCRIPTION)
                .key("was", TEXT, WAS)
                .key("table", TEXT, TABLE)
                .key("hash_key", TEXT, HASH_KEY)
                .key("retired", FLAG, RETIRED);
    }

    private static MapKind satellite(String name) {
        return MapKind.of(name)
                .key(
                        "kind",
                        SATELLITE_KINDS,
                        "descriptive (default), effectivity, multi_active, non_historized, status_tracking or record_tracking")
                .required("of", TEXT, "the hub, role or link that it describes")
                .required("from", TEXT, "the source that feeds it")
                .key("description", TEXT, DESCRIPTION)
                .key("was", TEXT, WAS)
                .key("table", TEXT, TABLE)
                .key("hash_key", TEXT, "the column of its parent's hash key in its table; default the parent's");
    }

    private static MapKind losses(String kind) {
        return mart(kind)
                .required("of", TEXT, "the transactions mart, or the mart whose rows are contracts")
                .key("inactive_after", TEXT, INACTIVE_AFTER)
                .key("starts", TEXT, "of contracts: the column that says since when one runs")
                .key("ends", TEXT, "of contracts: the column that says when one ended; NULL while it runs")
                .key("customer", TEXT, "of contracts: the column that tells customers apart; default customer_hk")
                .key("by", TEXTS, "what customers are told apart by: cohort, or mart.column")
                .key("at", TEXT, DATA_END);
    }

    private static MapKind mart(String kind) {
        return MapKind.of(kind + " mart")
                .required("kind", MART_KINDS, "what it is")
                .key("description", TEXT, DESCRIPTION)
                .key("was", TEXT, WAS)
                .later("quality");
    }
}
