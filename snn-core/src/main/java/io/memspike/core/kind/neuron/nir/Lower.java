package io.memspike.core.kind.neuron.nir;

/** How far down a potential goes. */
public enum Lower {
    /** On and on. */
    NONE,
    /** To the opposite of the threshold, as Sinabs has it where it reads IF from NIR. */
    THRESHOLD
}
