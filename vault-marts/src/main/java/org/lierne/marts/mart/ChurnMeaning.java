package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.CustomerGroup;
import org.lierne.core.model.Loss;
import org.lierne.core.model.Mart;
import org.lierne.core.model.SurvivalMart;
import org.lierne.marts.customer.churn.Activity;
import org.lierne.marts.meaning.ColumnMeaning;
import org.lierne.marts.meaning.Meaning;
import org.lierne.marts.meaning.MeaningFile;
import org.lierne.marts.meaning.Picture;

/** What the analyses of who is lost mean. */
final class ChurnMeaning {

    private ChurnMeaning() {}

    /** Of one without groups. */
    static Meaning of(Mart mart) {
        return MeaningFile.read(
                Activity.class, mart.kind(), List.of(), Map.of("mart", Sql.column(MartQueries.MART, mart.name())));
    }

    /** Of one that tells losses, of groups if there are any. */
    static Meaning ofLosses(Mart mart, Loss loss, List<CustomerGroup> by) {
        Map<String, String> parts = new HashMap<>(losses(loss));
        parts.put("mart", Sql.column(MartQueries.MART, mart.name()));
        Meaning meaning = MeaningFile.read(Activity.class, mart.kind(), List.of(), parts);
        List<Picture> pictures = new ArrayList<>(meaning.pictures());
        if (mart instanceof SurvivalMart) {
            pictures.add(new Picture.Curve(
                    "survival", "day", by.stream().map(CustomerGroup::column).findFirst()));
        }
        List<ColumnMeaning> columns = new ArrayList<>(groups(by));
        columns.addAll(meaning.columns());
        return new Meaning(meaning.row(), meaning.source(), pictures, columns, meaning.warnings());
    }

    /** Of the columns of groups. */
    static List<ColumnMeaning> groups(List<CustomerGroup> by) {
        return by.stream()
                .map(group -> group instanceof CustomerGroup.OfMart column
                        ? new ColumnMeaning(
                                column.column(),
                                "",
                                "What " + column.mart() + " says of the customers now; NULL if nothing.",
                                false)
                        : new ColumnMeaning(
                                group.column(),
                                "date",
                                "The first day of the month in which the customers' first activity began.",
                                false))
                .toList();
    }

    private static Map<String, String> losses(Loss loss) {
        if (loss instanceof Loss.AtEnd) {
            return Map.of(
                    "active",
                    "a contract runs",
                    "ends",
                    "no contract runs any more",
                    "nobody",
                    "No contract has run",
                    "for_the_window",
                    "");
        }
        Optional<String> chosen = loss instanceof Loss.AfterChosen by ? Optional.of(by.mart()) : Optional.empty();
        String days = loss instanceof Loss.AfterDays stated ? Integer.toString(stated.days()) : "window_days";
        return Map.of(
                "active",
                "they bought in the " + days + " days before",
                "ends",
                "their " + days + " days without a purchase end",
                "nobody",
                "No customer with a business key has bought anything"
                        + chosen.map(mart -> ", or " + mart + " has chosen no window")
                                .orElse(""),
                "for_the_window",
                " for a window of " + days + (days.equals("window_days") ? "" : " days"));
    }
}
