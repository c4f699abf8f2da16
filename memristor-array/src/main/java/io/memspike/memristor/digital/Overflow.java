package io.memspike.memristor.digital;

/** What becomes of a number that a format cannot hold. */
public enum Overflow {
    /** It is refused. */
    REFUSE,
    /** It becomes the nearest that the format holds. */
    SATURATE
}
