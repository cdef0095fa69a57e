package org.lierne.cli.demo;

import java.util.List;

/**
 * Files that came into the landing folder together.
 *
 * @param days the first and the last of their days, as text
 * @param remarks what is worth knowing of single files
 */
public record Arrival(String days, int files, List<Remark> remarks) {

    /** What is worth knowing of a file: {@code with <subject>, <what>}. */
    public record Remark(String subject, String what) {}

    public Arrival {
        remarks = List.copyOf(remarks);
    }

    /** {@code 2024-01-01 … 2024-03-31}, or one day. */
    public static String span(String first, String last) {
        return first.equals(last) ? first : first + " … " + last;
    }
}
