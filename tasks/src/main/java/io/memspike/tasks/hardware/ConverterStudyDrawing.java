package io.memspike.tasks.hardware;

/**
 * Accuracy and energy against bits, to be drawn.
 *
 * @param title what they are of
 * @param result what came out
 */
public record ConverterStudyDrawing(String title, ConverterStudyResult result) {}
