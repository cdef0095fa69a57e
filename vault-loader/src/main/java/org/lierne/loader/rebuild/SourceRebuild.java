package org.lierne.loader.rebuild;

import java.util.List;
import java.util.Optional;

/**
 * What came of rebuilding a source.
 *
 * @param cannot why it cannot be done at all; empty if it was done
 * @param damaged whether that is since something of the vault is missing that should be there
 * @param deliveries those that were compared
 * @param records the records of their files
 * @param rows the rows that were rebuilt
 * @param differing how many differences there are
 * @param differences the first of them, in order of path, record, row and column
 * @param notKept what of it is kept nowhere, and so was not compared, in a sentence each
 */
public record SourceRebuild(
        String source,
        Optional<String> cannot,
        boolean damaged,
        long deliveries,
        long records,
        long rows,
        long differing,
        List<Difference> differences,
        List<String> notKept) {

    public SourceRebuild {
        differences = List.copyOf(differences);
        notKept = List.copyOf(notKept);
    }

    static SourceRebuild impossible(String source, String why) {
        return new SourceRebuild(source, Optional.of(why), false, 0, 0, 0, 0, List.of(), List.of());
    }

    static SourceRebuild damaged(String source, String why) {
        return new SourceRebuild(
                source,
                Optional.of(why + "; \"lierne verify\" names all that is missing"),
                true,
                0,
                0,
                0,
                0,
                List.of(),
                List.of());
    }
}
