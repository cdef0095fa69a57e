package org.lierne.core.plan.load;

import java.util.List;
import org.lierne.core.model.Source;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.SqlText;

/** How what rows say under names that the metadata does not know is kept: with its place, and as it stands there. */
final class CaptureLoad {

    private CaptureLoad() {}

    /** The statement; none of a source that captures nothing. */
    static List<Statement> of(Source source) {
        if (!source.captures()) {
            return List.of();
        }
        String target = SqlText.raw(Names.captured(source));
        String sql = """
                insert into %1$s (load_date, delivery_id, record_number, row_number, run_id, unmapped)
                select staged.load_date, staged.delivery_id, staged.record_number, staged.row_number,
                  (select run_id from %2$s), staged.%3$s
                from %4$s as staged
                where staged.%3$s is not null
                  and staged.delivery_id not in (select delivery_id from %1$s)""".formatted(target, Stage.THIS_RUN, Stage.CAPTURED, Stage.stage(source));
        return List.of(Statement.of("keep what has no place", target, sql));
    }
}
