package org.lierne.cli.failure;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.lierne.cli.CapturedConsole;
import org.lierne.cli.Lierne;

/**
 * A program that breaks copies of a project one way after the other, and runs commands in them: {@code BrokenProjects FOLDER}.
 * It tells, in lines of tabs: the breakage, the exit code, the exit code after it was mended, and what was said on standard
 * error, line ends as {@code |}. It has to run without the right to pass over permissions.
 */
final class BrokenProjects {

    private BrokenProjects() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path whole = folder.resolve("whole");
        write(whole);
        run(CapturedConsole.piped(), "run", whole);
        deliverMore(whole);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (Breakage breakage : Breakage.values()) {
            Path project = folder.resolve(breakage.name());
            copy(whole, project);
            breakage.breakIn(project);
            CapturedConsole console = CapturedConsole.piped();
            int exitCode = run(console, breakage.command(), project);
            breakage.mendIn(project);
            int mended = run(CapturedConsole.piped(), breakage.command(), project);
            out.println(breakage + "\t" + exitCode + "\t" + mended + "\t"
                    + console.err().replace(folder.toString(), "FOLDER").replace('\n', '|'));
        }
    }

    private static int run(CapturedConsole console, String command, Path project) {
        return Lierne.run(console.console(), command, "--project", project.toString());
    }

    private static void write(Path project) throws IOException {
        write(project.resolve("vault.yml"), "vault: shop\n");
        write(project.resolve("sources/orders.yml"), """
                source: orders
                files: "orders/orders_{load_date:yyyyMMdd}.csv"
                keys: { order: order_no, customer: customer_no }
                one_row_per: order
                columns: { order_no: varchar, customer_no: varchar, amount: "decimal(12,2)" }
                """);
        write(project.resolve("sources/customers.yml"), """
                source: customers
                files: "customers/*.ndjson"
                keys: { customer: customer_no }
                columns: { customer_no: varchar, city: varchar }
                """);
        write(project.resolve("model/shop.yml"), """
                hubs: { order: order_no, customer: customer_no }
                links: { order_customer: { connects: [order, customer], from: orders } }
                satellites:
                  order_details: { of: order, from: orders }
                  customer_details: { of: customer, from: customers }
                """);
        write(project.resolve("marts/shop.yml"), "marts: { dim_customer: { kind: dimension, of: customer } }\n");
        write(project.resolve("landing/orders/orders_20240101.csv"), "order_no,customer_no,amount\n1,C1,1.50\n");
        write(project.resolve("landing/customers/a.ndjson"), "{\"customer_no\":\"C1\",\"city\":\"Ulm\"}\n");
    }

    private static void deliverMore(Path project) throws IOException {
        write(project.resolve("landing/orders/orders_20240102.csv"), "order_no,customer_no,amount\n2,C1,2.50\n");
        write(project.resolve("landing/customers/b.ndjson"), "{\"customer_no\":\"C1\",\"city\":\"Linz\"}\n");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> found = Files.walk(from)) {
            found.forEach(path -> {
                try {
                    Path copy = to.resolve(from.relativize(path).toString());
                    if (Files.isSymbolicLink(path)) {
                        Files.createSymbolicLink(copy, Files.readSymbolicLink(path));
                    } else {
                        Files.copy(path, copy);
                    }
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}
