package io.memspike.tasks.hardware;

import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import java.util.List;

/**
 * Mean and deviation against the strength of an effect, to be drawn.
 *
 * @param title what it is of
 * @param measure what was measured
 * @param plan what was done
 * @param points what came out
 */
public record StudyDrawing(String title, StudyMeasure measure, StudyPlan plan, List<StudyPoint> points) {}
