package org.lierne.core.model;

/** What it means that something which happened once is told again, and otherwise. */
public enum Corrections {
    /** That one of them is wrong: what came first stands, and the other record is rejected. */
    REJECT,
    /** That it has been corrected: a row takes the former back, and another says what is right. */
    COUNTER_ROW
}
