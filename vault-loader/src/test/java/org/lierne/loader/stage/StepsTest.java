package org.lierne.loader.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.warehouse.Warehouse;

/** What a run tells of its steps: who shows progress, or stops a run at a step, learns of each before it is done. */
class StepsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csv    | order_no,amount,note\\nA1,1.50,fine\\n",
                "ndjson | {\"order_no\": \"A1\", \"amount\": 1.50, \"note\": \"fine\"}\\n",
                "json   | [{\"order_no\": \"A1\", \"amount\": 1.50, \"note\": \"fine\"}]\\n"
            })
    void eachStepBeginsBeforeItEnds(String ending, String content) {
        List<String> begun = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        try (Shop shop = Shop.empty(
                folder, Shop.metadata("orders/*.csv", "orders/*." + ending), Warehouse.inMemory(Shop.settings()))) {
            shop.deliver("orders/one." + ending, content.replace("\\n", "\n"));
            shop.load(event -> {
                if (event instanceof RunEvent.StepStarted step) {
                    begun.add(step.phase() + " " + step.object());
                } else if (event instanceof RunEvent.StepFinished step) {
                    ended.add(step.phase() + " " + step.object());
                    assertThat(begun).endsWith(step.phase() + " " + step.object());
                }
            });
            assertThat(shop.orders()).containsExactly("A1");
        }
        assertThat(ended).isEqualTo(begun).contains("LOADING raw_vault.hub_order");
    }
}
