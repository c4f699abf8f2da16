package io.memspike.tasks.recording;

/**
 * Pictures of a recording, one for each stretch of time.
 *
 * @param kind how they are drawn
 * @param width columns
 * @param height rows
 * @param frames for each picture, row-major: of a surface, how recent the last event of a pixel is, in (0, 1], negative for OFF, 0 for
 *     none; of a rate, all OFF and all ON events a second in turns, in one frame
 * @param micros length of the stretch that one picture, or one rate, is of
 */
public record RecordingDrawing(Kind kind, int width, int height, float[][] frames, double micros) {
    /** What is drawn. */
    public enum Kind {
        /** When each pixel had its last event. */
        SURFACE,
        /** Events a second over time. */
        RATE,
        /** Surfaces one after the other. */
        ANIMATION
    }
}
