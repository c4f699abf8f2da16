/**
 * Filling holes in pictures with a pruned spiking auto-encoder, PRIME's second demonstration (Wang et al., arXiv
 * 2407.18625), and telling how well.
 *
 * <p>A <b>picture</b> is a square of grey values in [−1, 1] on a <b>canvas</b>; a <b>hole</b> says which pixels are
 * missing. The auto-encoder makes a <b>reconstruction</b> of the whole picture, step by step, until it hardly changes any
 * more; the <b>filled</b> picture takes from it what was missing and nothing else. Filled pictures are measured pixel by
 * pixel (mean squared error, PSNR, SSIM), and by the opinion of a classifier that learnt from real pictures: what it takes
 * them for, how sure and diverse they are (an Inception-style score), and how far their features are from those of the
 * originals (Fréchet distance).
 */
package io.memspike.tasks.inpainting;
