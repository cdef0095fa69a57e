package org.lierne.marts.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.core.metadata.Diagnostic;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.metadata.MetadataResult;
import org.lierne.core.metadata.Position;
import org.lierne.core.metadata.Positions;
import org.lierne.core.metadata.Severity;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.SchemaFinding;
import org.lierne.loader.stage.ExpressionCheck;
import org.lierne.loader.stage.ExpressionFinding;
import org.lierne.loader.warehouse.Migrations;
import org.lierne.marts.mart.MartCheck;
import org.lierne.marts.mart.MartProblem;

/** Everything that can be found wrong with a project without its database: metadata, expressions, marts, refused migrations. */
final class ProjectCheck {

    private static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing((Diagnostic diagnostic) ->
                    diagnostic.position().map(at -> at.file().toString()).orElse(""))
            .thenComparing(
                    diagnostic -> diagnostic.position().map(Position::line).orElse(0))
            .thenComparing(
                    diagnostic -> diagnostic.position().map(Position::column).orElse(0));

    private ProjectCheck() {}

    static CheckedProject check(Path project) {
        MetadataResult metadata = MetadataReader.read(project);
        if (metadata.vault().isEmpty()) {
            return new CheckedProject(Optional.empty(), metadata.diagnostics());
        }
        Vault vault = metadata.vault().get();
        List<Diagnostic> all = new ArrayList<>(metadata.diagnostics());
        SchemaDifference difference = Migrations.of(project).plan(vault);
        difference.refusals().forEach(refusal -> all.add(diagnostic(Severity.ERROR, refusal, metadata.positions())));
        difference.warnings().forEach(warning -> all.add(diagnostic(Severity.WARNING, warning, metadata.positions())));
        ExpressionCheck.check(vault, difference.loaded())
                .forEach(finding -> all.add(diagnostic(finding, metadata.positions())));
        MartCheck.check(vault, difference.loaded())
                .forEach(problem -> all.add(diagnostic(problem, metadata.positions())));
        all.sort(BY_PLACE);
        boolean valid = all.stream().allMatch(diagnostic -> diagnostic.severity() == Severity.WARNING);
        return new CheckedProject(valid ? Optional.of(vault) : Optional.empty(), all);
    }

    /**
     * The vault of a project that is free of errors.
     *
     * @throws LierneException of category {@code INVALID_METADATA} that holds all of them otherwise
     */
    static Vault valid(Path project) {
        CheckedProject checked = check(project);
        return checked.vault().orElseThrow(() -> {
            List<Diagnostic> errors = checked.diagnostics().stream()
                    .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                    .toList();
            String rendered = errors.stream().map(Diagnostic::render).collect(Collectors.joining("\n\n"));
            return new LierneException(
                    Category.INVALID_METADATA,
                    "invalid_metadata",
                    "The metadata has " + errors.size() + (errors.size() == 1 ? " error" : " errors") + ".\n\n"
                            + rendered + "\n",
                    "Nothing was changed. \"lierne check\" tells this and the warnings.");
        });
    }

    private static Diagnostic diagnostic(Severity severity, SchemaFinding finding, Positions positions) {
        String path = switch (finding.subject()) {
            case VAULT -> "vault";
            case HUB -> "hubs." + finding.name();
            case LINK -> "links." + finding.name();
            case SATELLITE -> "satellites." + finding.name();
            case REFERENCE -> "references." + finding.name();
            case MART -> "marts." + finding.name();
            case SOURCE -> "sources." + finding.name();
        };
        return new Diagnostic(
                severity, finding.code(), finding.message(), positions.nearest(path), Optional.of(finding.hint()));
    }

    private static Diagnostic diagnostic(ExpressionFinding finding, Positions positions) {
        return new Diagnostic(
                Severity.ERROR, finding.code(), finding.message(), positions.nearest(finding.path()), Optional.empty());
    }

    private static Diagnostic diagnostic(MartProblem problem, Positions positions) {
        String path = "marts." + problem.mart() + "." + problem.field();
        return new Diagnostic(
                Severity.ERROR,
                "invalid_mart",
                problem.message(),
                positions.nearest(path),
                Optional.of(problem.hint()).filter(hint -> !hint.isEmpty()));
    }
}
