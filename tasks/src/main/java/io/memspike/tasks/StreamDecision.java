package io.memspike.tasks;

/**
 * An answer on the stream.
 *
 * @param recording number of the recording, from 0: time divided by a recording's length
 * @param label the class decided for
 * @param confidence largest probability of the answer, in [0, 1], by PRIME's softmax
 * @param steps bins used, at least 1
 * @param atMicros time on the stream at which it was decided: the end of the deciding bin
 */
public record StreamDecision(long recording, int label, double confidence, int steps, long atMicros) {}
