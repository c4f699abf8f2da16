/** Measures of how good pictures are. */
package io.memspike.tasks.inpainting.quality.internal;
