package org.lierne.marts.mart;

import java.util.List;
import java.util.stream.Collectors;

/** Marts that cannot be built as they are described. Nothing was built. */
public final class InvalidMartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<MartProblem> problems;

    public InvalidMartException(List<MartProblem> problems) {
        super(problems.stream()
                .map(problem -> "mart \"" + problem.mart() + "\", " + problem.field() + ": " + problem.message())
                .collect(Collectors.joining("\n", "", "\nNo mart was built.")));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong. */
    public List<MartProblem> problems() {
        return problems;
    }
}
