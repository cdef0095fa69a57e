package org.lierne.loader.parsing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What SQL in metadata may not contain, node by node of the parser's tree. */
final class SqlRules {

    /** Says why a node may not be there, if so. */
    @FunctionalInterface
    interface Rule {
        Optional<String> refusal(JsonNode node);
    }

    private static final Set<String> EXPRESSION_CLASSES = Set.of(
            "BETWEEN",
            "CASE",
            "CAST",
            "COLLATE",
            "COLUMN_REF",
            "COMPARISON",
            "CONJUNCTION",
            "CONSTANT",
            "FUNCTION",
            "OPERATOR",
            "TYPE");

    /**
     * They look outside the vault, or give another answer each time, so no figure could be recomputed. {@code
     * SqlFunctionsTest} asks the engine for functions of this kind that are not here.
     */
    static final Set<String> FORBIDDEN_FUNCTIONS = Set.of(
            "ago",
            "current_catalog",
            "current_connection_id",
            "current_database",
            "current_date",
            "current_localtime",
            "current_localtimestamp",
            "current_query",
            "current_query_id",
            "current_role",
            "current_schema",
            "current_schemas",
            "current_setting",
            "current_time",
            "current_timestamp",
            "current_transaction_id",
            "current_user",
            "currval",
            "gen_random_uuid",
            "get_block_size",
            "get_current_time",
            "get_current_timestamp",
            "getenv",
            "getvariable",
            "in_search_path",
            "inet_client_addr",
            "inet_client_port",
            "inet_server_addr",
            "inet_server_port",
            "json_deserialize_sql",
            "json_execute_serialized_sql",
            "json_serialize_plan",
            "json_serialize_sql",
            "localtime",
            "localtimestamp",
            "nextval",
            "now",
            "pg_conf_load_time",
            "pg_postmaster_start_time",
            "pg_sleep",
            "random",
            "session_user",
            "setseed",
            "setval",
            "sleep_ms",
            "stats",
            "today",
            "transaction_timestamp",
            "txid_current",
            "user",
            "uuid",
            "uuidv4",
            "uuidv7",
            "vector_type",
            "version",
            "write_log");

    /** Those that are called without parentheses; a column may be called like any other. */
    private static final Set<String> KEYWORDS = Set.of(
            "current_catalog",
            "current_date",
            "current_localtime",
            "current_localtimestamp",
            "current_role",
            "current_schema",
            "current_time",
            "current_timestamp",
            "current_user",
            "localtime",
            "localtimestamp",
            "session_user");

    /** What the engine keeps for its own plans: given other values than it expects, they may end the process. */
    private static final String OF_THE_ENGINE = "__internal";

    /** Functions that tell of catalogs and of rights, which are the database's and not the vault's. */
    private static final Pattern OF_CATALOGS =
            Pattern.compile("(has_\\w+_privilege|pg_has_role|pg_\\w+_is_visible|pg_get_\\w+|\\w+_description)");

    /** They make a value of the length that one of their arguments says: its place, from 0. */
    private static final Map<String, Integer> LENGTHS =
            Map.of("repeat", 1, "lpad", 1, "rpad", 1, "list_resize", 1, "array_resize", 1, "bar", 3);

    /** They make a list as long as numbers say; of dates, a list has a length that people can think of. */
    private static final Set<String> LISTS = Set.of("generate_series", "range");

    /** Templates in which a width can be said. */
    private static final Set<String> TEMPLATES = Set.of("format", "printf");

    private static final Pattern WIDTH = Pattern.compile("\\d{5}|\\{[^}]*\\{|\\*");

    /** The engine's limit of memory does not count a single value while it is made. */
    private static final String MOST_LENGTH = "999999";

    private static final Pattern MOST_LENGTH_DIGITS = Pattern.compile("\\d{1,6}");

    private static final Set<String> MULTIPLYING = Set.of("*", "**", "<<", "^", "multiply", "pow", "power");

    /** They make several rows of one, or read what is no column of the row. */
    private static final Set<String> NO_SCALAR_FUNCTIONS = Set.of(
            "generate_subscripts", "glob", "read_blob", "read_csv", "read_csv_auto", "read_text", "unlist", "unnest");

    private static final Set<String> TABLE_FUNCTIONS = Set.of("generate_series", "range", "unnest");

    private SqlRules() {}

    static Optional<String> refusalInExpression(JsonNode node) {
        String kind = node.path("class").asText("");
        if (kind.equals("SUBQUERY")) {
            return Optional.of("There is a subquery in it; an expression sees the columns of one row.");
        }
        if (kind.equals("WINDOW")) {
            return Optional.of("There is a window function in it; an expression sees the columns of one row.");
        }
        if (!kind.isEmpty() && !EXPRESSION_CLASSES.contains(kind)) {
            return Optional.of("There is a " + kind.toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " in it, which an expression may not have.");
        }
        if (kind.equals("FUNCTION") && NO_SCALAR_FUNCTIONS.contains(name(node))) {
            return Optional.of("The function \"" + name(node) + "\" is in it; an expression gives one value per row.");
        }
        return refusedKeyword(node).or(() -> refusedFunction(node));
    }

    static Optional<String> refusalInQuery(JsonNode node) {
        String type = node.path("type").asText("");
        if (type.equals("SHOW_REF")) {
            return Optional.of("It describes a table instead of reading one.");
        }
        if (type.equals("TABLE_FUNCTION")) {
            String name = name(node.path("function"));
            if (!TABLE_FUNCTIONS.contains(name)) {
                return Optional.of("It reads from the function \"" + name
                        + "\"; a mart reads tables of raw_vault, business_vault and mart.");
            }
        }
        return refusedKeyword(node).or(() -> refusedFunction(node));
    }

    /** A keyword like current_date is parsed as a column. */
    private static Optional<String> refusedKeyword(JsonNode node) {
        JsonNode names = node.path("column_names");
        boolean forbidden =
                names.size() == 1 && KEYWORDS.contains(names.get(0).asText().toLowerCase(Locale.ROOT));
        return forbidden ? Optional.of(lookingOutside(names.get(0).asText())) : Optional.empty();
    }

    private static Optional<String> refusedFunction(JsonNode node) {
        if (!node.path("class").asText("").equals("FUNCTION")) {
            return Optional.empty();
        }
        String name = name(node);
        boolean isAgeOfToday = name.equals("age") && children(node).size() == 1;
        if (FORBIDDEN_FUNCTIONS.contains(name)
                || OF_CATALOGS.matcher(name).matches()
                || name.startsWith(OF_THE_ENGINE)
                || isAgeOfToday) {
            return Optional.of(lookingOutside(name));
        }
        return refusedLength(name, children(node));
    }

    private static Optional<String> refusedLength(String name, List<JsonNode> arguments) {
        Integer place = LENGTHS.get(name);
        if (place != null && arguments.size() > place && !isShort(arguments.get(place))) {
            return Optional.of(
                    "The function \"" + name + "\" makes a value as long as is said; say it as a number up to "
                            + MOST_LENGTH + ", or by least(…, number).");
        }
        if (LISTS.contains(name) && arguments.stream().anyMatch(SqlRules::isLong)) {
            return Optional.of("The function \"" + name + "\" makes a list as long as is said; say numbers up to "
                    + MOST_LENGTH + ".");
        }
        if (TEMPLATES.contains(name) && (arguments.isEmpty() || !isShortTemplate(arguments.get(0)))) {
            return Optional.of("The template of the function \"" + name
                    + "\" must be a text that stands there, with widths of at most four digits.");
        }
        return Optional.empty();
    }

    /** Whether it is a number that is not too large, or the least of others and such a number. */
    private static boolean isShort(JsonNode length) {
        if (name(length).equals("least")) {
            return children(length).stream().anyMatch(SqlRules::isShort);
        }
        return length.path("class").asText("").equals("CONSTANT") && !isLarge(length.path("literal"));
    }

    /** Whether there is a number in it that is too large, or it is multiplied from numbers alone. */
    private static boolean isLong(JsonNode bound) {
        List<JsonNode> literals = bound.findValues("literal");
        boolean isMultiplied = bound.findValues("column_names").isEmpty() && MULTIPLYING.contains(name(bound));
        return isMultiplied || literals.stream().anyMatch(SqlRules::isLarge);
    }

    private static boolean isLarge(JsonNode literal) {
        String kind = literal.path("kind").asText("");
        return (kind.equals("INTEGER") || kind.equals("NUMERIC"))
                && !MOST_LENGTH_DIGITS.matcher(literal.path("text").asText("")).matches();
    }

    private static boolean isShortTemplate(JsonNode template) {
        JsonNode literal = template.path("literal");
        return literal.path("kind").asText("").equals("STRING")
                && !WIDTH.matcher(literal.path("text").asText("")).find();
    }

    private static List<JsonNode> children(JsonNode function) {
        List<JsonNode> children = new ArrayList<>();
        function.path("arguments").forEach(argument -> children.add(argument.path("expression")));
        return children;
    }

    private static String lookingOutside(String function) {
        return "The function \"" + function
                + "\" looks outside the vault or answers differently each time, so no figure could be recomputed.";
    }

    private static String name(JsonNode function) {
        return function.path("function_name").asText("").toLowerCase(Locale.ROOT);
    }
}
