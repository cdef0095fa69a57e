package org.lierne.cli.kill;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Lierne as it is installed: as jars, with an archive of loaded classes, which halve the time that a process takes. */
final class Installation {

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
                jars.add(entry);
                continue;
            }
            Path jar = folder.resolve(jars.size() + ".jar");
            jars.add(jar.toString());
            ToolProvider packer = ToolProvider.findFirst("jar").orElseThrow();
            int failed = packer.run(System.out, System.err, "--create", "--file", jar.toString(), "-C", entry, ".");
            if (failed != 0) {
                throw new IOException("\"" + entry + "\" could not be packed.");
            }
        }
        return new Installation(String.join(File.pathSeparator, jars), folder.resolve("classes.jsa"));
    }

    /**
     * The command line of a process; the first that ends by itself archives the classes that it loaded.
     *
     * @param temporary where its temporary files go
     */
    List<String> command(Path temporary, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add((Files.exists(classes) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + classes);
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
