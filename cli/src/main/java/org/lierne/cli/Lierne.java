package org.lierne.cli;

import java.util.Arrays;
import java.util.Optional;
import org.lierne.cli.command.Invocation;
import org.lierne.cli.command.Operations;
import org.lierne.cli.command.OptionValues;
import org.lierne.cli.command.RootCommand;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.ProcessConsole;
import org.lierne.core.LierneException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The command line: parses arguments, runs the command they name, and turns failures into sentences and exit codes. */
public final class Lierne {

    private static final String NO_COLOUR = "--no-color";

    private Lierne() {}

    public static void main(String[] arguments) {
        Console console = ProcessConsole.open();
        int exitCode = run(console, arguments);
        console.flush();
        System.exit(exitCode);
    }

    /** Runs one command line to its end, for real, and returns the process's exit code. Never ends the JVM. */
    public static int run(Console given, String... arguments) {
        return run(given, new VaultOperations(), arguments);
    }

    /** Runs one command line to its end by those operations, as {@link #run(Console, String...)} does. */
    public static int run(Console given, Operations operations, String... arguments) {
        // Known before parsing, for complaints about the arguments are coloured too.
        Console console = Arrays.asList(arguments).contains(NO_COLOUR) ? given.withoutColour() : given;
        Invocation invocation = new Invocation(console, operations);
        CommandLine commandLine = RootCommand.commandLine(invocation);
        OptionValues.registerWith(commandLine);
        Ansi colours = console.terminal().out() && console.terminal().colour() ? Ansi.ON : Ansi.OFF;
        commandLine
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours))
                .setOut(console.out())
                .setErr(console.err())
                .setUsageHelpWidth(Math.min(console.terminal().width(), 110))
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    invocation.beVerboseIfAsked();
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((problem, rest) -> wrongArguments(console, problem))
                .setExecutionExceptionHandler((problem, command, parsed) -> failed(invocation, problem));
        int exitCode = execute(commandLine, console, arguments);
        console.flush();
        return exitCode;
    }

    private static int execute(CommandLine commandLine, Console console, String... arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError tooLittle) {
            return outOfMemory(console);
        }
    }

    private static boolean isOutOfMemory(Exception problem) {
        for (Throwable each = problem; each != null; each = each.getCause()) {
            if (each instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    private static int outOfMemory(Console console) {
        complain(
                console,
                "The memory of the JVM is used up. What was not committed is undone; what was is kept.",
                Optional.of("Give it more, and run again: LIERNE_JAVA_OPTS=-Xmx2g"));
        console.say("  (out_of_heap)");
        return ExitCode.FAILED.number();
    }

    private static int wrongArguments(Console console, ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        String message = problem.getMessage();
        complain(console, message.endsWith(".") ? message : message + ".", Optional.of("See: " + command + " --help"));
        return ExitCode.USAGE.number();
    }

    private static int failed(Invocation invocation, Exception problem) {
        Console console = invocation.console();
        if (isOutOfMemory(problem)) {
            return outOfMemory(console);
        }
        if (problem instanceof LierneException known) {
            complain(console, String.valueOf(known.getMessage()), known.hint());
            console.say("  (" + known.code() + ")");
            if (invocation.verbose() && known.getCause() != null) {
                console.tell(known.getCause());
            }
            return ExitCode.of(known).number();
        }
        String what = problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
        if (invocation.verbose()) {
            complain(
                    console,
                    "Something went wrong that should not have: " + what,
                    Optional.of("This is a defect of Lierne; please report it with the lines below."));
            console.tell(problem);
            return ExitCode.FAILED.number();
        }
        complain(
                console,
                "Something went wrong that should not have: " + what,
                Optional.of(
                        "This is a defect of Lierne. Run it again with --verbose, and please report what it says."));
        return ExitCode.FAILED.number();
    }

    private static void complain(Console console, String message, Optional<String> hint) {
        console.say(console.errStyle().error("lierne: ") + message);
        hint.ifPresent(words -> words.lines().forEach(line -> console.say("  " + line)));
    }
}
