package io.memspike.tasks.energy;

/**
 * What each assumption does to a ratio, to be drawn.
 *
 * @param title what it is of
 * @param result what came out
 */
public record TurnDrawing(String title, TurnResult result) {}
