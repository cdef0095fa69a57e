package org.lierne.core.metadata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lierne.core.metadata.Value.Entries;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Text;

/** The files of a project, put together: what each declares, by section, whichever file it stands in. */
final class Project {

    /** What things are declared as. */
    enum Section {
        SOURCES("sources", "source"),
        HUBS("hubs", "hub"),
        LINKS("links", "link"),
        SATELLITES("satellites", "satellite"),
        REFERENCES("references", "reference"),
        SNAPSHOTS("snapshots", "snapshot rule"),
        POINT_IN_TIME("point_in_time", "point-in-time table"),
        BRIDGES("bridges", "bridge"),
        MARTS("marts", "mart");

        final String path;
        final String singular;

        Section(String path, String singular) {
            this.path = path;
            this.singular = singular;
        }
    }

    /** A named thing as it was written. */
    record Declaration(Text name, Value value) {
        Path file() {
            return name.position().file();
        }
    }

    private static final Section[] MODEL = {
        Section.HUBS,
        Section.LINKS,
        Section.SATELLITES,
        Section.REFERENCES,
        Section.SNAPSHOTS,
        Section.POINT_IN_TIME,
        Section.BRIDGES
    };

    private static final String SETTINGS = "vault.yml";

    private final Path folder;
    private final Diagnostics diagnostics;
    private final Positions positions;
    private final Map<Section, Map<String, Declaration>> declarations = new EnumMap<>(Section.class);
    private final Set<Section> incomplete = EnumSet.noneOf(Section.class);
    private Optional<Value> settings = Optional.empty();

    private Project(Path folder, Positions positions, Diagnostics diagnostics) {
        this.folder = folder;
        this.positions = positions;
        this.diagnostics = diagnostics;
        for (Section section : Section.values()) {
            declarations.put(section, new LinkedHashMap<>());
        }
    }

    static Project read(Path folder, Positions positions, Diagnostics diagnostics) {
        Project project = new Project(folder, positions, diagnostics);
        if (!Files.isDirectory(folder)) {
            diagnostics.error(
                    "missing_file",
                    Optional.empty(),
                    "There is no folder \"" + folder + "\" to read metadata from.",
                    "Give the folder that holds vault.yml.");
            return project;
        }
        project.readSettings();
        project.readFolder("sources", project::addSources, Section.SOURCES);
        project.readFolder("model", project::addModel, MODEL);
        project.readFolder("marts", project::addMarts, Section.MARTS);
        project.warnOfStrangers();
        return project;
    }

    Optional<Value> settings() {
        return settings;
    }

    List<Declaration> declared(Section section) {
        return List.copyOf(declarations.get(section).values());
    }

    <T> Registry<T> registry(Section section) {
        return new Registry<>(section.singular, incomplete.contains(section));
    }

    private void readSettings() {
        if (!Files.exists(folder.resolve(SETTINGS))) {
            diagnostics.error(
                    "missing_file",
                    Optional.empty(),
                    "The project \"" + folder + "\" has no file vault.yml.",
                    "Write one; \"vault: shop\" is enough.");
            return;
        }
        settings = YamlFile.read(folder, Path.of(SETTINGS), diagnostics);
        if (settings.filter(Entries.class::isInstance).isPresent()) {
            ((Entries) settings.get())
                    .entries()
                    .forEach(entry ->
                            positions.add(entry.key().text(), entry.key().position(), entry.value()));
        }
    }

    private void readFolder(String name, java.util.function.Consumer<Entries> reader, Section... sections) {
        for (Path file : yamlFiles(folder.resolve(name))) {
            Path relative = Path.of(name).resolve(file.getFileName().toString());
            Optional<Value> content = YamlFile.read(folder, relative, diagnostics);
            if (content.filter(Entries.class::isInstance).isPresent()) {
                reader.accept((Entries) content.get());
                continue;
            }
            incomplete.addAll(List.of(sections));
            content.ifPresent(value -> diagnostics.error(
                    "wrong_shape", value.position(), "The file should be a map, but is " + value.describe() + "."));
        }
    }

    private List<Path> yamlFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Project::isYaml).sorted().toList();
        } catch (IOException unreadable) {
            diagnostics.error(
                    "unreadable_file",
                    Optional.empty(),
                    "The folder \"" + folder.relativize(directory) + "\" cannot be read.",
                    "");
            return List.of();
        }
    }

    /** The files of a project that can be read, relative to it. */
    static List<Path> files(Path folder) {
        Project project = new Project(folder, new Positions(), new Diagnostics());
        List<Path> files = new ArrayList<>(List.of(Path.of(SETTINGS)));
        for (String part : List.of("sources", "model", "marts")) {
            project.yamlFiles(folder.resolve(part)).forEach(file -> files.add(folder.relativize(file)));
        }
        return files;
    }

    private static boolean isYaml(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yml") || name.endsWith(".yaml");
    }

    private void addSources(Entries file) {
        Optional<Entry> single = file.find("source");
        Optional<Entry> several = file.find("sources");
        String what = single.map(Entry::value)
                .filter(Text.class::isInstance)
                .map(name -> "source \"" + ((Text) name).text() + "\"")
                .orElse("the file");
        Fields top = Fields.read(Language.SOURCES_FILE, what, file.position(), file, diagnostics);
        if (single.isPresent() && several.isPresent()) {
            diagnostics.error(
                    "both_source_and_sources",
                    several.get().key().position(),
                    "The file has both \"source\" and \"sources\"; the keys beside would belong to either.",
                    "Keep one of the two.");
        }
        if (single.isEmpty() && several.isEmpty()) {
            incomplete.add(Section.SOURCES);
            if (!file.entries().isEmpty()) {
                diagnostics.error(
                        "missing_key",
                        file.position(),
                        "The file names no source.",
                        "Begin it with \"source: name\", or list several under \"sources:\".");
            }
            return;
        }
        if (top.isRefused("sources") || top.isRefused("source")) {
            incomplete.add(Section.SOURCES);
        }
        List<Entry> siblings = file.entries().stream()
                .filter(entry -> !entry.key().text().equals("source")
                        && !entry.key().text().equals("sources"))
                .toList();
        if (several.isEmpty()) {
            top.text("source").ifPresent(name -> add(Section.SOURCES, name, new Entries(siblings, name.position())));
        }
        for (Entry source : top.entries("sources")) {
            add(Section.SOURCES, source.key(), withDefaults(source, siblings));
        }
    }

    private static Value withDefaults(Entry source, List<Entry> defaults) {
        boolean nothing = source.value() instanceof Text text && text.isEmpty();
        if (!nothing && !(source.value() instanceof Entries)) {
            return source.value();
        }
        List<Entry> own = source.value() instanceof Entries map ? map.entries() : List.of();
        Set<String> given = own.stream().map(entry -> entry.key().text()).collect(java.util.stream.Collectors.toSet());
        List<Entry> merged = new ArrayList<>(own);
        defaults.stream().filter(entry -> !given.contains(entry.key().text())).forEach(merged::add);
        return new Entries(merged, source.value().position());
    }

    private void addModel(Entries file) {
        addNamed(Language.MODEL_FILE, file, MODEL);
    }

    private void addMarts(Entries file) {
        addNamed(Language.MARTS_FILE, file, Section.MARTS);
    }

    private void addNamed(MapKind kind, Entries file, Section... sections) {
        Fields top = Fields.read(kind, "the file", file.position(), file, diagnostics);
        for (Section section : sections) {
            // A misspelt section may hold what others refer to, or what a column is kept in.
            if (top.hasRefused()) {
                incomplete.add(section);
            }
            top.entries(section.path).forEach(entry -> add(section, entry.key(), entry.value()));
        }
    }

    private void add(Section section, Text name, Value value) {
        Names.check(name, section.singular, diagnostics);
        Declaration first = declarations.get(section).get(name.text());
        if (first != null) {
            diagnostics.error(
                    "duplicate_name",
                    name.position(),
                    Fields.sentence(section.singular) + " \"" + name.text() + "\" is declared twice, first at "
                            + first.name().position() + ".",
                    "Rename or remove one of the two.");
            return;
        }
        declarations.get(section).put(name.text(), new Declaration(name, value));
        positions.add(section.path + "." + name.text(), name.position(), value);
    }

    private void warnOfStrangers() {
        Set<String> folders = Set.of("sources", "model", "marts");
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(file -> {
                String name = String.valueOf(file.getFileName());
                boolean strangeFile = isYaml(file) && Files.isRegularFile(file) && !name.equals(SETTINGS);
                boolean strangeFolder = Files.isDirectory(file)
                        && !folders.contains(name)
                        && Suggestions.closest(name, folders).isPresent();
                if (strangeFile || strangeFolder) {
                    diagnostics.warning(
                            "not_read",
                            Optional.empty(),
                            "\"" + name + "\" is not read: metadata stands in vault.yml, sources, model and marts.",
                            strangeFolder
                                    ? Suggestions.hint(
                                            name, folders.stream().sorted().toList())
                                    : "");
                }
            });
        } catch (IOException unreadable) {
            diagnostics.error("unreadable_file", Optional.empty(), "The folder \"" + folder + "\" cannot be read.", "");
        }
    }
}
