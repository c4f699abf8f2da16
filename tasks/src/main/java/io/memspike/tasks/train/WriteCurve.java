package io.memspike.tasks.train;

import io.memspike.tasks.WriteTraining.Point;
import java.util.List;

/**
 * What a model is worth against writes.
 *
 * @param points from the start to the end
 * @param isHeldOut whether those who were watched are held out, else the test's
 * @param isOfPixels whether their worth is the area under precision over recall, else accuracy
 */
public record WriteCurve(List<Point> points, boolean isHeldOut, boolean isOfPixels) {
    /** The last point. */
    public Point end() {
        return points.get(points.size() - 1);
    }
}
