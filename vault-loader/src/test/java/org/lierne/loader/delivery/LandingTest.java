package org.lierne.loader.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.FilePattern.AnyCharacters;
import org.lierne.core.model.FilePattern.Literal;
import org.lierne.core.model.FilePattern.LoadDate;
import org.lierne.core.model.FilePattern.PathColumn;
import org.lierne.loader.delivery.Landing.Found;
import org.lierne.loader.delivery.Landing.LandedFile;
import org.lierne.loader.delivery.Landing.Remark;

class LandingTest {

    private static final FilePattern ORDERS = new FilePattern(
            "orders/{country}_{load_date:yyyyMMdd}.csv",
            List.of(
                    new Literal("orders/"),
                    new PathColumn("country"),
                    new Literal("_"),
                    new LoadDate("yyyyMMdd"),
                    new Literal(".csv")));

    @TempDir
    Path folder;

    @Test
    void pathsSayColumnsAndLoadDates() throws IOException {
        Path second = arrive("landing/orders/uk_west_20110102.csv");
        Path first = arrive("landing/orders/de_20110103.csv");
        arrive("landing/orders/readme.txt");
        arrive("landing/customers/de_20110103.csv");

        Found found = find(ORDERS, false);

        assertThat(found.files())
                .containsExactly(
                        new LandedFile(
                                "orders/de_20110103.csv",
                                first.toRealPath(),
                                Map.of("country", "de"),
                                Optional.of(LocalDateTime.of(2011, 1, 3, 0, 0))),
                        new LandedFile(
                                "orders/uk_west_20110102.csv",
                                second.toRealPath(),
                                Map.of("country", "uk_west"),
                                Optional.of(LocalDateTime.of(2011, 1, 2, 0, 0))));
        assertThat(found.problems()).isEmpty();
    }

    @Test
    void aDateAloneMayMeanTheEndOfItsDay() throws IOException {
        arrive("landing/orders/de_20110103.csv");

        assertThat(find(ORDERS, true).files().get(0).loadDate())
                .contains(LocalDateTime.of(2011, 1, 3, 23, 59, 59, 999_999_000));
    }

    @Test
    void anUnreadableDateIsAProblem() throws IOException {
        arrive("landing/orders/de_20110230.csv");
        arrive("landing/orders/de_2011-01-03.csv");

        assertThat(find(ORDERS, false).problems())
                .extracting(Remark::message)
                .containsExactly(
                        "The file \"orders/de_2011-01-03.csv\" matches the pattern \"" + ORDERS.text()
                                + "\", but \"2011-01-03\" is no date in the form \"yyyyMMdd\". Rename the file; nothing"
                                + " of it was loaded.",
                        "The file \"orders/de_20110230.csv\" matches the pattern \"" + ORDERS.text()
                                + "\", but \"20110230\" is no date in the form \"yyyyMMdd\". Rename the file; nothing"
                                + " of it was loaded.");
    }

    @Test
    void aZoneInThePathIsTurnedIntoUtc() throws IOException {
        arrive("landing/x_2011-01-03T010203+0200.csv");
        FilePattern pattern = new FilePattern(
                "*_{load_date:…}.csv",
                List.of(
                        new AnyCharacters(),
                        new Literal("_"),
                        new LoadDate("yyyy-MM-dd'T'HHmmssZ"),
                        new Literal(".csv")));

        assertThat(find(pattern, true).files().get(0).loadDate()).contains(LocalDateTime.of(2011, 1, 2, 23, 2, 3));
    }

    @Test
    void anyCharactersLeaveADateItsDigits() throws IOException {
        arrive("landing/export1720110103.csv");
        FilePattern pattern = new FilePattern(
                "*{load_date:yyyyMMdd}.csv",
                List.of(new AnyCharacters(), new LoadDate("yyyyMMdd"), new Literal(".csv")));

        assertThat(find(pattern, false).files().get(0).loadDate()).contains(LocalDateTime.of(2011, 1, 3, 0, 0));
    }

    @Test
    void whatIsStillBeingWrittenIsPassedOver() throws IOException {
        arrive("landing/orders/de_20110103.csv.part");
        arrive("landing/orders/.de_20110103.csv");
        arrive("landing/orders/x.tmp");
        arrive("landing/orders/.old/de_20110103.csv");

        Found found = find(ORDERS, false);

        assertThat(found.files()).isEmpty();
        assertThat(found.passedOver())
                .extracting(Remark::path)
                .containsExactly(
                        "orders/.de_20110103.csv", "orders/.old", "orders/de_20110103.csv.part", "orders/x.tmp");
    }

    @Test
    void linksOutOfTheFolderAreNotFollowed() throws IOException {
        Path outside = arrive("secret/de_20110103.csv");
        Path inside = arrive("landing/other/a.csv");
        Path orders = Files.createDirectories(folder.resolve("landing/orders"));
        Files.createSymbolicLink(orders.resolve("fr_20110103.csv"), outside);
        Files.createSymbolicLink(orders.resolve("de_20110103.csv"), inside);
        Files.createSymbolicLink(orders.resolve("it_20110103.csv"), folder.resolve("nowhere"));
        Files.createSymbolicLink(folder.resolve("landing/linked"), outside.getParent());

        Found found = find(ORDERS, false);

        assertThat(found.files()).extracting(LandedFile::path).containsExactly("orders/de_20110103.csv");
        assertThat(found.problems())
                .extracting(Remark::path)
                .containsExactly("orders/fr_20110103.csv", "orders/it_20110103.csv");
    }

    @Test
    void patternsDoNotLeadOutOfTheFolder() throws IOException {
        arrive("secret/a.csv");
        Files.createDirectories(folder.resolve("landing"));
        Files.createSymbolicLink(folder.resolve("landing/linked"), folder.resolve("secret"));

        for (String path : List.of("../secret/a.csv", "linked/a.csv")) {
            FilePattern pattern = new FilePattern(path, List.of(new Literal(path)));
            assertThat(find(pattern, false).files()).as(path).isEmpty();
        }
    }

    @Test
    void aMissingFolderIsSaid() {
        assertThatThrownBy(() -> find(ORDERS, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist or is not a folder");
    }

    private Found find(FilePattern pattern, boolean endOfDay) throws IOException {
        return new Landing(folder.resolve("landing")).find(pattern, endOfDay);
    }

    private Path arrive(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "a,b\n1,2\n");
    }
}
