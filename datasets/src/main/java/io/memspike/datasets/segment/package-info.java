/**
 * Images of which every pixel is to be classified, such as those of the eye's ground with its vessels.
 *
 * <p>{@code VesselImages} opens a directory as {@code AnnotatedImage}s. Networks see pieces of one size: {@code PatchSamples}
 * draws them for training, {@code TileSamples} covers whole images with them, and a {@code Stitcher} puts together what a
 * network makes of the tiles of one. What is to be learnt of a piece is the class of each of its pixels, or
 * {@code Target.NOT_COUNTED} where a pixel counts neither for learning nor for judging.
 */
package io.memspike.datasets.segment;
