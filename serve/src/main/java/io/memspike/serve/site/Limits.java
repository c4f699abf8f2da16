package io.memspike.serve.site;

/**
 * How much is taken.
 *
 * @param perSecond requests a second of one client, in the long run
 * @param burst requests of one client at once
 * @param addressPerSecond requests a second of all clients at one address, in the long run
 * @param addressBurst requests of them at once
 * @param mostListening clients that may listen to events, or converse, at the same time
 */
public record Limits(double perSecond, double burst, double addressPerSecond, double addressBurst, int mostListening) {
    /** As the command has them. */
    public static final Limits USUAL = new Limits(50, 200, 5000, 10_000, 512);
}
