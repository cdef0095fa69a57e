package org.lierne.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads no more of the metadata than a vault's name, so that a mistake elsewhere does not keep data from being read. */
final class VaultFile {

    private VaultFile() {}

    /** @throws LierneException of category {@code INVALID_METADATA} if vault.yml names no vault */
    static String name(Path project) {
        Path file = project.resolve(ProjectOptions.VAULT_FILE);
        try {
            Object content = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            if (content instanceof Map<?, ?> map && map.get("vault") != null) {
                String name = map.get("vault").toString();
                if (name.matches("[A-Za-z][A-Za-z0-9_]*")) {
                    return name;
                }
            }
        } catch (IOException | YamlEngineException unreadable) {
            throw unnamed(file, unreadable);
        }
        throw unnamed(file, null);
    }

    private static LierneException unnamed(Path file, @Nullable Throwable cause) {
        return new LierneException(
                Category.INVALID_METADATA,
                "vault_unnamed",
                "\"" + file + "\" does not say the name of the vault, by which the database file is found.",
                "Begin it with \"vault: NAME\" (\"lierne check\" tells more), or name the file with --database.",
                cause);
    }
}
