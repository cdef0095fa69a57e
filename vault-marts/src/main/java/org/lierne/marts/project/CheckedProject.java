package org.lierne.marts.project;

import java.util.List;
import java.util.Optional;
import org.lierne.core.metadata.Diagnostic;
import org.lierne.core.model.Vault;

/**
 * What is found in a project's metadata, in its marts, and in its difference from the last migration.
 *
 * @param vault present exactly if no diagnostic is an error
 * @param diagnostics by file, line and column
 */
public record CheckedProject(Optional<Vault> vault, List<Diagnostic> diagnostics) {
    public CheckedProject {
        diagnostics = List.copyOf(diagnostics);
    }
}
