package io.memspike.tasks.evaluate;

import io.memspike.earlyexit.ExitCurve;
import java.util.List;

/**
 * Accuracy against mean steps, to be drawn.
 *
 * @param policy the rule
 * @param points of the curve
 * @param chosen the point that was chosen
 * @param steps of a sample
 */
public record ExitDrawing(String policy, List<ExitCurve.Point> points, ExitCurve.Point chosen, int steps) {}
