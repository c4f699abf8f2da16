package io.memspike.memristor.digital;

/** What is done to the codes of each column. Immutable and thread-safe. */
public sealed interface ColumnOperation permits NearMemoryUnit, ColumnAffine {
    /** Number of columns. */
    int columns();

    /** The result for a code of a column, in output codes. */
    double result(int column, int code);
}
