package io.memspike.tasks.sweep;

import java.util.List;

/**
 * A sweep's table, to be drawn.
 *
 * @param title what it is of
 * @param swept names of the fields that differ
 * @param figures what is told of each point
 * @param front figures of the Pareto front; none where none is asked for
 * @param points the points
 */
public record SweepDrawing(
        String title, List<String> swept, List<String> figures, List<String> front, List<SweepResult.Point> points) {}
