package org.lierne.cli.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, and says in words what is wrong with one. */
public final class OptionValues {

    private OptionValues() {}

    /** Lets a command line read numbers and dates. */
    public static void registerWith(CommandLine commandLine) {
        // Once each: JVMs of version 17 crash over a class archive with two proxies of one method reference.
        ITypeConverter<Integer> integers = OptionValues::integer;
        ITypeConverter<Long> numbers = OptionValues::number;
        commandLine
                .registerConverter(int.class, integers)
                .registerConverter(Integer.class, integers)
                .registerConverter(long.class, numbers)
                .registerConverter(Long.class, numbers)
                .registerConverter(LocalDate.class, OptionValues::date);
    }

    private static int integer(String text) {
        try {
            return Math.toIntExact(number(text));
        } catch (ArithmeticException tooLarge) {
            throw new TypeConversionException("\"" + text + "\" is too large");
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOne) {
            throw new TypeConversionException("\"" + text + "\" is no whole number, or too large");
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notOne) {
            throw new TypeConversionException("\"" + text + "\" is no date; write it as 2024-01-31");
        }
    }
}
