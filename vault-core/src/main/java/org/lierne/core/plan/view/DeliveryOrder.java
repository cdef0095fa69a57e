package org.lierne.core.plan.view;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.ArrayList;
import java.util.List;
import org.jooq.SelectFieldOrAsterisk;
import org.lierne.core.plan.Stage;

/** The columns that views take of the deliveries of rows, which put these in order. */
final class DeliveryOrder {

    private DeliveryOrder() {}

    static final String DELIVERY = "delivery";

    static boolean isOfDelivery(String column) {
        return column.equals(Stage.PATH) || column.equals(Stage.CONTENT_VERSION);
    }

    static String relationOf(String column, String alias) {
        return isOfDelivery(column) ? DELIVERY : alias;
    }

    static org.jooq.Table<?> delivery() {
        return table("audit", "delivery").as(name(DELIVERY));
    }

    static List<SelectFieldOrAsterisk> fields(String alias, List<String> columns) {
        return new ArrayList<>(
                columns.stream().map(column -> field(alias, column)).toList());
    }
}
