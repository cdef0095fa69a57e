package org.lierne.core.model;

/** The case that a text is folded to. */
public enum TextCase {
    UPPER,
    LOWER
}
