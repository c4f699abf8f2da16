package io.memspike.datasets;

/** The two parts of a data set. */
public enum Split {
    /** For learning. */
    TRAIN,
    /** For judging what was learnt. */
    TEST
}
