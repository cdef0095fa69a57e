package org.lierne.core.plan;

import org.lierne.core.model.Source;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.SqlText;

/**
 * From when on all rows of a source are tracked, where its tracking ends. Of what is older, tracking has of each key what
 * came at its last load date: what held then, but not what changed before.
 */
public final class TrackedSince {

    private TrackedSince() {}

    /** Whether tracking ends; if not, all rows are tracked. */
    public static boolean ends(VaultSchema schema, Source source) {
        return schema.find(Names.ended(source)).isPresent();
    }

    /** The query of the load date since which all is tracked; NULL if nothing has ended yet. */
    public static String loadDate(Source source) {
        return "select max(load_date) from " + SqlText.raw(Names.ended(source));
    }

    /** That all that is tracked with a load date is there, behind {@code and}; nothing where tracking does not end. */
    public static String isWhole(VaultSchema schema, Source source, String loadDate) {
        return ends(schema, source)
                ? "\n  and " + loadDate + " >= coalesce((" + loadDate(source) + "), " + loadDate + ")"
                : "";
    }

    /** That no row of a delivery has ended, behind {@code and}; nothing where tracking does not end. */
    public static String isWholeDelivery(VaultSchema schema, Source source, String deliveryId) {
        return ends(schema, source)
                ? "\n  and " + deliveryId + " not in (select delivery_id from " + SqlText.raw(Names.ended(source)) + ")"
                : "";
    }
}
