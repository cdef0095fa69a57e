package org.lierne.core.model;

/** Apache Parquet: columns have types, and a record is a row. */
public record ParquetFormat() implements FileFormat {}
