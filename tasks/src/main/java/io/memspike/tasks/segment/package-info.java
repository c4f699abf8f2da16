/**
 * Networks that classify every pixel of an image: {@code Segmentation} makes maps of probability, {@code ScoreCurve} tells how
 * well they part the classes at every threshold, {@code SegmentationQuality} in a few figures, and {@code Overlay} shows where.
 */
package io.memspike.tasks.segment;
