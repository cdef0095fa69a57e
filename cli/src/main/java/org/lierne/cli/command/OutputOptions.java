package org.lierne.cli.command;

import org.lierne.cli.console.OutputFormat;
import picocli.CommandLine.Option;

/** In which form rows are written. */
final class OutputOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How rows are written: table, csv or json. Default: table.")
    private OutputFormat format = OutputFormat.TABLE;

    OutputFormat format() {
        return format;
    }

    boolean isTable() {
        return format == OutputFormat.TABLE;
    }
}
