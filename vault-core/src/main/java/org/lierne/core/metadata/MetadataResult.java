package org.lierne.core.metadata;

import java.util.List;
import java.util.Optional;
import org.lierne.core.model.Vault;

/**
 * What a project's metadata says.
 *
 * @param vault present exactly if no diagnostic is an error
 * @param diagnostics every finding of every file, by file, line and column
 * @param positions where each thing is written, for what is found wrong later
 */
public record MetadataResult(Optional<Vault> vault, List<Diagnostic> diagnostics, Positions positions) {

    public MetadataResult {
        diagnostics = List.copyOf(diagnostics);
    }

    /** Whether there is anything that keeps the vault from being built. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
