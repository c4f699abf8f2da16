package io.memspike.tasks.segment;

import io.memspike.topology.TrainingProgress.EpochResult;
import java.util.List;

/**
 * Loss, and the area under precision over recall of held-out images, by epoch.
 *
 * @param epochs of the training; those who are watched have the area
 */
public record SegmentationCurve(List<EpochResult> epochs) {}
