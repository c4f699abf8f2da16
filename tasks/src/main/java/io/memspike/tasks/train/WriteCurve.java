package io.memspike.tasks.train;

import io.memspike.tasks.WriteTraining.Point;
import java.util.List;

/**
 * Accuracy against writes.
 *
 * @param points from the start to the end
 * @param isHeldOut whether those who were watched are held-out samples, else the test's
 */
public record WriteCurve(List<Point> points, boolean isHeldOut) {}
