package io.memspike.tasks.hardware;

import io.memspike.tasks.array.PartitionStudy;
import java.util.List;

/**
 * Accuracy and power against the number of crossbars, to be drawn.
 *
 * @param ideal without resistance of wires
 * @param results by way to cut
 */
public record PartitionDrawing(PartitionStudy.Evaluation ideal, List<PartitionStudy.Result> results) {}
