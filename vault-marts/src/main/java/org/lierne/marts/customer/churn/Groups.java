package org.lierne.marts.customer.churn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lierne.marts.customer.Template;

/** What the templates of this package say of groups: nothing, if there are none. */
final class Groups {

    private final List<Group> groups;

    Groups(List<Group> groups) {
        this.groups = List.copyOf(groups);
    }

    /** The parts of a template, with those of the activity. */
    Map<String, String> parts(Activity activity) {
        boolean any = !groups.isEmpty();
        String names = each("", column -> column + ",", " ");
        Map<String, String> parts = new HashMap<>();
        parts.put("activity", activity.commons());
        parts.put("what_activity_is", activity.meaning());
        parts.put("by_groups", any ? " and " + each("", column -> column, ", ") : "");
        parts.put("of_each_group", any ? ", of each group that anybody is in" : "");
        parts.put("what_groups_are", meaning());
        parts.put("grouped", groups.stream().map(this::selected).collect(Collectors.joining("\n")));
        parts.put(
                "joins",
                groups.stream().map(this::join).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n")));
        parts.put("groups", names);
        parts.put("months_groups", each("months.", column -> column + ",", " "));
        parts.put("group_by", any ? "group by " + each("", column -> column, ", ") : "");
        parts.put("partition_by", any ? "partition by " + each("", column -> column, ", ") : "");
        parts.put(
                "and_same_groups",
                groups.stream()
                        .map(group -> Template.name(group.column()))
                        .map(column -> "and changes." + column + " is not distinct from months." + column)
                        .collect(Collectors.joining("\n")));
        return parts;
    }

    private String each(String prefix, Function<String, String> text, String separator) {
        return groups.stream()
                .map(group -> text.apply(prefix + Template.name(group.column())))
                .collect(Collectors.joining(separator));
    }

    private String meaning() {
        return groups.stream()
                .map(group -> group.source()
                        .map(
                                source -> "-- " + group.column() + ": what " + source.mart()
                                        + " says of the customer, now; the greatest, if it has several rows; NULL, if it has none.")
                        .orElse("-- " + group.column() + ": the month in which the customer's first spell began."))
                .collect(Collectors.joining("\n"));
    }

    private String selected(Group group) {
        String column = Template.name(group.column());
        return group.source()
                .map(source -> alias(group) + "." + column + ",")
                .orElse(
                        "cast(date_trunc('month', min(spells.started_at) over (partition by spells.customer_hk)) as date) as "
                                + column + ",");
    }

    private String join(Group group) {
        return group.source()
                .map(source -> """
                        left join (
                            select %1$s, max(%2$s) as %2$s
                            from %3$s%4$s
                            group by %1$s
                        ) as %5$s
                            on %5$s.%1$s = spells.customer_hk""".formatted(
                                Template.name(source.key()),
                                Template.name(group.column()),
                                Template.mart(source.mart()),
                                source.hasVersions() ? "\n    where is_current" : "",
                                alias(group)))
                .orElse("");
    }

    private static String alias(Group group) {
        return Template.name("by_" + group.column());
    }
}
