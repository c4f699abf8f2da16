package io.memspike.tasks.train;

import java.util.List;

/**
 * Loss, and the error in holes of held-out pictures, by epoch.
 *
 * @param epochs of the training; where some are held out all have the error
 */
public record FillingCurve(List<InpaintingNews.Epoch> epochs) {}
