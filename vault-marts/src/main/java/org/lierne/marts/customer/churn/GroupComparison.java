package org.lierne.marts.customer.churn;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.model.DataType;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.TableColumn;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.customer.Template;
import org.lierne.marts.statistics.LogRank;

/**
 * Whether the groups of a survival mart are lost at the same pace. One row per group: the groups, {@code customers}, {@code lost},
 * {@code expected} (customers), {@code median_days}, {@code median_lower}, {@code median_upper}, {@code chi_square},
 * {@code degrees_of_freedom}, {@code p_value}, {@code remark}. The file {@code log_rank.sql} defines each, with its source.
 */
public final class GroupComparison implements Computation {

    private final String mart;
    private final String survival;
    private final List<String> groups;

    /**
     * @param mart what the comparison is called
     * @param survival the survival mart's name
     * @param groups its columns that tell groups apart, at least one
     */
    public GroupComparison(String mart, String survival, List<String> groups) {
        this.mart = mart;
        this.survival = survival;
        this.groups = groups.stream().map(Template::name).toList();
    }

    /** The mart, which reads what is computed. */
    public String sql() {
        return Template.fill(
                "churn/log_rank.sql",
                Map.of(
                        "survival", Template.mart(survival),
                        "tested", Computation.SCHEMA + "." + Template.name(mart),
                        "groups", String.join(", ", groups),
                        "told_groups",
                                groups.stream().map(group -> "told." + group).collect(Collectors.joining(", "))));
    }

    @Override
    public List<TableColumn> columns() {
        return List.of(
                TableColumn.required("group_number", ColumnType.of(DataType.BIGINT)),
                TableColumn.optional("expected", ColumnType.of(DataType.DOUBLE)),
                TableColumn.optional("chi_square", ColumnType.of(DataType.DOUBLE)),
                TableColumn.optional("degrees_of_freedom", ColumnType.of(DataType.BIGINT)),
                TableColumn.optional("p_value", ColumnType.of(DataType.DOUBLE)));
    }

    @Override
    public Fit compute(ComputationInput input) throws SQLException {
        Optional<LogRank> test = LogRank.of(steps(input));
        if (test.isEmpty()) {
            return new Fit(
                    "log_rank 1",
                    List.of(),
                    List.of(new Fit.Note(
                            "no_groups_to_compare",
                            "The groups of \"" + survival + "\" cannot be compared: there are no two of them in which"
                                    + " losses were to be expected and could differ.")));
        }
        String insert = "insert into " + input.result() + " values (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = input.connection().prepareStatement(insert)) {
            for (int group = 0; group < test.get().groups().size(); group++) {
                statement.setLong(1, group + 1L);
                statement.setDouble(2, test.get().groups().get(group).expected());
                statement.setDouble(3, test.get().chiSquare());
                statement.setLong(4, test.get().degreesOfFreedom());
                statement.setDouble(5, test.get().pValue());
                statement.executeUpdate();
            }
        }
        return new Fit(
                "log_rank 1",
                List.of(
                        Fit.Measure.of("chi_square", test.get().chiSquare()),
                        Fit.Measure.of("degrees_of_freedom", test.get().degreesOfFreedom()),
                        Fit.Measure.of("p_value", test.get().pValue())),
                List.of());
    }

    private List<List<LogRank.Step>> steps(ComputationInput input) throws SQLException {
        String query = "select dense_rank() over (order by " + String.join(", ", groups)
                + ") as group_number, day, at_risk, lost from " + Template.mart(survival)
                + " order by group_number, day";
        List<List<LogRank.Step>> steps = new ArrayList<>();
        try (Statement statement = input.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                if (rows.getLong(1) > steps.size()) {
                    steps.add(new ArrayList<>());
                }
                steps.get(steps.size() - 1).add(new LogRank.Step(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        return steps;
    }
}
