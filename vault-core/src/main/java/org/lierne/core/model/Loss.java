package org.lierne.core.model;

/** When a customer counts as lost. */
public sealed interface Loss {

    /** Within a shorter window a customer could be lost, won back and lost again in one month. */
    int SHORTEST_WINDOW = 31;

    /**
     * After so many days without a purchase.
     *
     * @param days at least {@link #SHORTEST_WINDOW}
     */
    record AfterDays(int days) implements Loss {
        public AfterDays {
            if (days < SHORTEST_WINDOW) {
                throw new IllegalArgumentException("a window of " + days + " days is shorter than a month");
            }
        }
    }

    /**
     * After as many days without a purchase as another mart has chosen from the data.
     *
     * @param mart of kind churn_window
     */
    record AfterChosen(String mart) implements Loss {}

    /**
     * When the last of their contracts has ended, which the rows of a mart are.
     *
     * @param customer the column that tells customers apart
     * @param starts the column that says since when a contract runs
     * @param ends the column that says when it ended; NULL while it runs
     */
    record AtEnd(String customer, String starts, String ends) implements Loss {}
}
