package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A satellite of a key that several rows of its source have, which may say different things of it. */
class CoarserSatelliteTest {

    private static final String SOURCES = """
            source: products
            files: "products_{load_date:yyyyMMdd}.csv"
            keys: [product, category]
            one_row_per: product
            columns: { product_id: varchar, category_id: varchar, category_name: varchar }
            """;
    private static final String MODEL = """
            hubs: { product: product_id, category: category_id }
            links: { product_category: { connects: [product, category], from: products } }
            satellites: { category_details: { of: category, from: products } }
            """;

    @TempDir
    Path folder;

    @Test
    void whatRowsOfOneDeliverySayFollowsTheFileWhateverArrivesWhen() {
        List<List<String>> files = List.of(
                List.of("01", "A,c1,Toys", "B,c1,Toy", "C,c1,Toys"),
                List.of("02", "A,c1,Toys", "B,c1,Toy"),
                List.of("03", "A,c1,Toy", "B,c1,Toy"));
        for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(2, 1, 0), List.of(1, 2, 0), List.of(2, 0, 1))) {
            try (Project project = Project.of(folder.resolve(order.toString()), SOURCES, MODEL)) {
                for (int index : order) {
                    List<String> file = files.get(index);
                    project.deliver(
                            "products_202401" + file.get(0) + ".csv",
                            ("product_id,category_id,category_name\n" + String.join("\n", file.subList(1, file.size())))
                                    .split("\n"));
                    project.run();
                }
                assertThat(project.rows("select category_name, record_number, strftime(details.load_date, '%d'),"
                                + " strftime(load_end_date, '%d')"
                                + " from raw_vault.sat_category_details_history as details"
                                + " order by details.load_date, record_number"))
                        .isEqualTo(table(
                                "Toys | 2 | 01 | 01",
                                "Toy | 3 | 01 | 01",
                                "Toys | 4 | 01 | 02",
                                "Toy | 3 | 02 | NULL"));
            }
        }
    }
}
