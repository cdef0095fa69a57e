package org.lierne.cli.console;

/**
 * A column of a result.
 *
 * @param numeric whether its values are numbers, which stand to the right
 */
public record ResultColumn(String name, boolean numeric) {

    public static ResultColumn text(String name) {
        return new ResultColumn(name, false);
    }

    public static ResultColumn number(String name) {
        return new ResultColumn(name, true);
    }
}
