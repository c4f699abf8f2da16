/** New pictures out of an auto-encoder, as an experiment. */
package io.memspike.tasks.inpainting.sample;
