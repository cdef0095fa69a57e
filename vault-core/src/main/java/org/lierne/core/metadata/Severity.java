package org.lierne.core.metadata;

/** How bad a finding in the metadata is. */
public enum Severity {
    /** The metadata says nothing that could be built. */
    ERROR,
    /** It can be built, and probably is not what was meant. */
    WARNING
}
