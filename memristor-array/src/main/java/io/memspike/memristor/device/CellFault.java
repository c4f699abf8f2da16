package io.memspike.memristor.device;

/** What is wrong with a cell for good. Whatever it is, it does not drift. */
public enum CellFault {
    /** Nothing. */
    NONE,
    /** Conducts as much as the device can. */
    STUCK_ON,
    /** Conducts as little as the device can. */
    STUCK_OFF,
    /** Conducts nothing. */
    OPEN,
    /** Its memristor has broken down: what is left is the access transistor. */
    SHORT
}
