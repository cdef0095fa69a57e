package org.lierne.loader.parsing;

import java.util.List;

/**
 * One SELECT that reads tables of schemas only: no files, no settings, no other catalog.
 *
 * @param text as written
 * @param tables the tables that it reads, each once, in the order of the text
 */
public record ParsedQuery(String text, List<TableReference> tables) {

    public ParsedQuery {
        tables = List.copyOf(tables);
    }
}
