package org.lierne.cli.kill;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Lierne as it is installed: as jars, with an archive of loaded classes, which halve the time that a process takes. The
 * engine's library lies beside its jar, where the engine looks for it, too: a process need not unpack 70 MB first.
 */
final class Installation {

    private static final String ENGINE = "duckdb_jdbc";
    private static final String LIBRARY = "libduckdb_java";

    private final String classPath;
    private final Path classes;

    private Installation(String classPath, Path classes) {
        this.classPath = classPath;
        this.classes = classes;
    }

    /** Makes jars of the folders of the class path, for classes in folders are not archived. */
    static Installation in(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Files.isDirectory(Path.of(entry))) {
                jars.add(
                        entry.contains(ENGINE)
                                ? unpacked(Path.of(entry), folder).toString()
                                : entry);
                continue;
            }
            Path jar = folder.resolve(jars.size() + ".jar");
            jars.add(jar.toString());
            ToolProvider packer = ToolProvider.findFirst("jar").orElseThrow();
            int failed = packer.run(
                    System.out, System.err, "--create", "--no-compress", "--file", jar.toString(), "-C", entry, ".");
            if (failed != 0) {
                throw new IOException("\"" + entry + "\" could not be packed.");
            }
        }
        Installation installation =
                new Installation(String.join(File.pathSeparator, jars), folder.resolve("classes.jsa"));
        installation.shareClasses(folder);
        return installation;
    }

    /** The engine's jar without its libraries, which are put beside it. */
    private static Path unpacked(Path jar, Path folder) throws IOException {
        Path without = folder.resolve(jar.getFileName().toString());
        try (ZipFile packed = new ZipFile(jar.toFile());
                ZipOutputStream unpacked = new ZipOutputStream(Files.newOutputStream(without))) {
            for (ZipEntry entry : Collections.list(packed.entries())) {
                try (InputStream content = packed.getInputStream(entry)) {
                    if (entry.getName().startsWith(LIBRARY)) {
                        Files.copy(content, folder.resolve(entry.getName()));
                    } else {
                        unpacked.putNextEntry(new ZipEntry(entry.getName()));
                        content.transferTo(unpacked);
                    }
                }
            }
        }
        return without;
    }

    /**
     * Archives the classes that a command loads. Some JVMs crash now and then while they write the archive, and then
     * processes start without one.
     */
    private void shareClasses(Path folder) throws IOException {
        Path fresh = folder.resolve("fresh.jsa");
        List<String> command = command(
                List.of("-XX:ArchiveClassesAtExit=" + fresh, "-XX:ErrorFile=" + folder.resolve("crash.log")),
                folder,
                List.of(
                        "sql",
                        "--project",
                        Path.of("..", "metadata", "online_retail").toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.onExit().join().exitValue() == 0 && Files.exists(fresh)) {
            Files.move(fresh, classes);
        }
    }

    /**
     * The command line of a process.
     *
     * @param temporary where its temporary files go
     */
    List<String> command(Path temporary, List<String> arguments) {
        List<String> archive = Files.exists(classes) ? List.of("-XX:SharedArchiveFile=" + classes) : List.of();
        return command(archive, temporary, arguments);
    }

    private List<String> command(List<String> archive, Path temporary, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(archive);
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Xlog:disable",
                "-Djava.io.tmpdir=" + temporary,
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.jooq.no-logo=true",
                "-Dorg.jooq.no-tips=true",
                "-cp",
                classPath,
                "org.lierne.cli.Lierne"));
        command.addAll(arguments);
        return command;
    }
}
