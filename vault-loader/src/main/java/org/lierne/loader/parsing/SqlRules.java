package org.lierne.loader.parsing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

    /** They look outside the vault, or give another answer each time, so no figure could be recomputed. */
    private static final Set<String> FORBIDDEN_FUNCTIONS = Set.of(
            "current_setting",
            "currval",
            "current_date",
            "current_localtime",
            "current_localtimestamp",
            "current_time",
            "current_timestamp",
            "gen_random_uuid",
            "get_current_time",
            "get_current_timestamp",
            "getenv",
            "getvariable",
            "nextval",
            "now",
            "random",
            "today",
            "transaction_timestamp",
            "uuid",
            "uuidv4",
            "uuidv7",
            "write_log");

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
        boolean forbidden = names.size() == 1
                && FORBIDDEN_FUNCTIONS.contains(names.get(0).asText().toLowerCase(Locale.ROOT));
        return forbidden ? Optional.of(lookingOutside(names.get(0).asText())) : Optional.empty();
    }

    private static Optional<String> refusedFunction(JsonNode node) {
        boolean forbidden =
                node.path("class").asText("").equals("FUNCTION") && FORBIDDEN_FUNCTIONS.contains(name(node));
        if (!forbidden) {
            return Optional.empty();
        }
        return Optional.of(lookingOutside(name(node)));
    }

    private static String lookingOutside(String function) {
        return "The function \"" + function
                + "\" looks outside the vault or answers differently each time, so no figure could be recomputed.";
    }

    private static String name(JsonNode function) {
        return function.path("function_name").asText("").toLowerCase(Locale.ROOT);
    }
}
