/**
 * A spiking variational auto-encoder in service: fills holes in images, and draws images from nothing.
 *
 * <p>At each step the encoder sees the image and makes spikes h; the <b>posterior</b> turns h and the step before's z into
 * k spikes for each latent, of which z takes a random one; the decoder turns z into the picture's membrane potentials. The
 * <b>prior</b> makes z from the step before's z alone. Every part is of spiking neurons whose state carries on from step to
 * step, so a step costs the same at any time. Source: PRIME (Wang et al., arXiv 2407.18625), after the fully spiking
 * variational auto-encoder (Kamata, Mukuta, Harada, AAAI 2022).
 */
package io.memspike.core.vae;
