package io.memspike.datasets;

/** The two parts of a data set. */
public enum Split {
    /** For learning. */
    TRAIN("train"),
    /** For judging what was learnt. */
    TEST("t10k");

    private final String filePrefix;

    Split(String filePrefix) {
        this.filePrefix = filePrefix;
    }

    /** How the names of this part's IDX files begin. */
    String filePrefix() {
        return filePrefix;
    }
}
