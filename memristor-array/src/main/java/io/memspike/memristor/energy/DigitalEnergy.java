package io.memspike.memristor.energy;

/**
 * What an inference takes on a digital machine.
 *
 * @param joules of arithmetic
 * @param memoryJoules of memory traffic
 * @param seconds duration where memory is never waited for
 */
public record DigitalEnergy(double joules, double memoryJoules, double seconds) {
    /** Nothing. */
    public static final DigitalEnergy NONE = new DigitalEnergy(0, 0, 0);

    /** Joules of arithmetic and memory traffic. */
    public double joulesWithMemory() {
        return joules + memoryJoules;
    }

    /** Both, one after the other. */
    public DigitalEnergy plus(DigitalEnergy other) {
        return new DigitalEnergy(joules + other.joules, memoryJoules + other.memoryJoules, seconds + other.seconds);
    }

    /** The mean of {@code inferences}, of which this is the sum. */
    DigitalEnergy mean(double inferences) {
        return new DigitalEnergy(joules / inferences, memoryJoules / inferences, seconds / inferences);
    }
}
