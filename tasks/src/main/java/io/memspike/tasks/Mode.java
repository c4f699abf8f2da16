package io.memspike.tasks;

/** What training changes. */
public enum Mode {
    /** Which of the random memristors stay connected (PRIME). */
    PRUNE,
    /** The weights themselves: the software baseline. */
    WEIGHTS;

    /** The mode named on the command line; throws {@link IllegalArgumentException} for others. */
    public static Mode of(String name) {
        return switch (name) {
            case "prune" -> PRUNE;
            case "weights" -> WEIGHTS;
            default -> throw new IllegalArgumentException("mode: expected prune or weights, found '" + name + "'");
        };
    }
}
