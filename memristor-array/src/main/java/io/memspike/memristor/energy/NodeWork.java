package io.memspike.memristor.energy;

/**
 * What something that has no weights does at each step, digitally: arithmetic in the format of the digital machine, and state
 * that is read or written, or kept.
 *
 * @param additions additions, subtractions and comparisons
 * @param multiplications multiplications
 * @param accesses numbers of state read or written
 * @param states numbers of state kept from step to step; tables that are read keep none
 * @param units neurons that are updated
 */
record NodeWork(double additions, double multiplications, double accesses, double states, double units) {
    static final NodeWork NONE = new NodeWork(0, 0, 0, 0, 0);

    /** Of so many elements, each alike and without state. */
    static NodeWork arithmetic(double elements, double additions, double multiplications) {
        return new NodeWork(elements * additions, elements * multiplications, 0, 0, 0);
    }

    /** Of so many neurons, each alike, with so many numbers of state that are read and written. */
    static NodeWork neurons(double elements, double additions, double multiplications, int states) {
        return new NodeWork(
                elements * additions, elements * multiplications, elements * 2 * states, elements * states, elements);
    }

    /** Elements that wait so many steps: each is written once and read once, and as many as the steps are kept. */
    static NodeWork waiting(double elements, int steps) {
        return steps == 0 ? NONE : new NodeWork(0, 0, 2 * elements, steps * elements, 0);
    }

    NodeWork plus(NodeWork other) {
        return new NodeWork(
                additions + other.additions,
                multiplications + other.multiplications,
                accesses + other.accesses,
                states + other.states,
                units + other.units);
    }

    /** Arithmetic of all kinds. */
    double operations() {
        return additions + multiplications;
    }
}
