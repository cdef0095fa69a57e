package org.lierne.cli;

import java.nio.file.Path;
import java.util.List;
import org.lierne.cli.command.Operations;
import org.lierne.cli.command.RunRequest;
import org.lierne.loader.load.RunListener;
import org.lierne.loader.load.RunReport;

/** The operations of the modules below, put together. */
final class VaultOperations implements Operations {

    @Override
    public Checked check(Path project) {
        throw notYet("check");
    }

    @Override
    public Migrated migrate(RunRequest request) {
        throw notYet("migrate");
    }

    @Override
    public List<Statement> sql(Path project) {
        throw notYet("sql");
    }

    @Override
    public RunReport load(RunRequest request, RunListener listener) {
        throw notYet("load");
    }

    @Override
    public RunReport run(RunRequest request, RunListener listener) {
        throw notYet("run");
    }

    private static UnsupportedOperationException notYet(String command) {
        return new UnsupportedOperationException("the command \"" + command + "\" is not connected yet");
    }
}
