package io.memspike.memristor.energy;

/**
 * What something that has no weights does at each step, digitally: arithmetic in the format of the digital machine, and state
 * that is read or written.
 *
 * @param additions additions, subtractions and comparisons
 * @param multiplications multiplications
 * @param accesses numbers of state read or written
 * @param units neurons that are updated
 */
record NodeWork(double additions, double multiplications, double accesses, double units) {
    static final NodeWork NONE = new NodeWork(0, 0, 0, 0);

    /** Of so many elements, each alike and without state. */
    static NodeWork arithmetic(double elements, double additions, double multiplications) {
        return new NodeWork(elements * additions, elements * multiplications, 0, 0);
    }

    /** Of so many neurons, each alike, with so many numbers of state that are read and written. */
    static NodeWork neurons(double elements, double additions, double multiplications, int states) {
        return new NodeWork(elements * additions, elements * multiplications, elements * 2 * states, elements);
    }

    NodeWork plus(NodeWork other) {
        return new NodeWork(
                additions + other.additions,
                multiplications + other.multiplications,
                accesses + other.accesses,
                units + other.units);
    }

    /** Arithmetic of all kinds. */
    double operations() {
        return additions + multiplications;
    }
}
