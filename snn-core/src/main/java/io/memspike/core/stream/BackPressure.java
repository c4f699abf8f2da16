package io.memspike.core.stream;

/** What becomes of events that find the ring full. Whatever is dropped is counted. */
public enum BackPressure {
    /** The producer waits; nothing is lost. */
    BLOCK,

    /** The batch that finds no room is dropped. */
    DROP_NEWEST,

    /** The batch is written over the oldest ones; the consumer goes on with the latest. */
    DROP_OLDEST
}
