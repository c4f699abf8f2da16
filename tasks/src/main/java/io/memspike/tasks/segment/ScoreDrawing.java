package io.memspike.tasks.segment;

/**
 * Curves to be drawn: recall over fall-out, and precision over recall.
 *
 * @param title what they are of
 * @param curve the points
 * @param chosen a threshold to be marked; null for none
 */
public record ScoreDrawing(String title, ScoreCurve curve, ScoreCurve.Decision chosen) {}
