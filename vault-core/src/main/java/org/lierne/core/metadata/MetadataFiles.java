package org.lierne.core.metadata;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lierne.core.LierneException;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.Vault;

/** The files that a vault was read from, as they stand: what a ledger keeps of the metadata. */
public final class MetadataFiles {

    private MetadataFiles() {}

    /**
     * The text of each file by its path in the project, with {@code /} between folders.
     *
     * @param vault as it was read from this project
     * @throws LierneException {@code metadata_unreadable}
     */
    public static Map<String, String> of(Path project, Vault vault) {
        List<Path> files = new ArrayList<>(Project.files(project));
        vault.marts().stream()
                .filter(SqlMart.class::isInstance)
                .map(mart -> Path.of(((SqlMart) mart).file()))
                .forEach(files::add);
        Map<String, String> texts = new TreeMap<>();
        for (Path file : files) {
            texts.put(file.toString().replace('\\', '/'), content(project, file));
        }
        return texts;
    }

    private static String content(Path project, Path file) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<String> content = YamlFile.content(project, file, diagnostics);
        return content.orElseThrow(() -> new LierneException(
                LierneException.Category.INVALID_METADATA,
                "metadata_unreadable",
                "The file \"" + project.resolve(file)
                        + "\" could be read before, and now it cannot. Nothing was changed.",
                "See what changes the project's files, and try again."));
    }
}
