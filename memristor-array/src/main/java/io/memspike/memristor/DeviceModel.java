package io.memspike.memristor;

import io.memspike.core.RandomStream;

/**
 * How a cell's conductance comes about. A cell is formed once, by chance, and keeps its conductance: nothing in this
 * module tunes a device. Models are immutable and thread-safe; all chance comes from the stream that is passed in.
 */
public sealed interface DeviceModel permits FormedRram {
    /** Mean conductance of a cell, in siemens; also the common level of pairs that represent given weights. */
    double meanSiemens();

    /**
     * Forms one cell.
     *
     * @param stream source of chance. Advanced.
     * @return its conductance in siemens, above 0
     */
    double formSiemens(RandomStream stream);
}
