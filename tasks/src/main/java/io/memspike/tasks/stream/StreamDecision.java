package io.memspike.tasks.stream;

/**
 * An answer on the stream.
 *
 * @param recording number of the recording, from 0 without a gap; counted on where the stream's clock restarts
 * @param label the class decided for
 * @param confidence largest probability of the answer, in [0, 1], by PRIME's softmax
 * @param steps bins used, at least 1
 * @param atMicros time by the stream's clock at which it was decided: the end of the deciding bin
 */
public record StreamDecision(long recording, int label, double confidence, int steps, long atMicros) {}
