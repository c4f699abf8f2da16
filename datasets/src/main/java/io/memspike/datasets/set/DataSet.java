package io.memspike.datasets.set;

import io.memspike.core.Samples;
import io.memspike.datasets.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A set of labelled samples with a part to learn from and a part to judge by. Nothing is read before it is opened, nothing
 * is kept. Implementations are immutable, have a public constructor without arguments, and are found by
 * {@code @AutoService(DataSet.class)}, or by a services file.
 */
public interface DataSet {
    /** As the command line knows it. */
    String name();

    /** Names of the classes, in the order of their labels. */
    List<String> classes();

    /** Who made it, and its licence, in one line. */
    String source();

    /** What its samples are encoded by where nobody says otherwise: the text of an {@code Encoding}. */
    String encoding();

    /** Whether it is there. */
    boolean isPresent(Path data);

    /**
     * Reads one part. Commands take the first samples of a part, or the last, so classes are to come in turns.
     *
     * @param data directory of data sets, in which this one lies unless it is embedded
     * @return still images, or series, values in [0, 1]
     * @throws java.io.FileNotFoundException where a file is missing
     * @throws io.memspike.core.file.FileFormatException where a file is not what it should be
     */
    Samples open(Path data, Split split) throws IOException;
}
