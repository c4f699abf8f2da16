package io.memspike.tasks.train;

import io.memspike.topology.TrainingProgress.EpochResult;
import java.util.List;
import java.util.Map;

/**
 * Loss and accuracy by epoch, of one training or of several that differ in their seed alone.
 *
 * @param bySeed the epochs of each training
 * @param isHeldOut whether those who were watched are held-out samples, else the test's
 */
public record LearningCurve(Map<Long, List<EpochResult>> bySeed, boolean isHeldOut) {}
