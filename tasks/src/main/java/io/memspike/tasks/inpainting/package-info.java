/**
 * Image inpainting with a pruned spiking auto-encoder, PRIME's second demonstration (Wang et al., arXiv 2407.18625): a hole
 * in an image is filled with what the network thinks was there.
 */
package io.memspike.tasks.inpainting;
