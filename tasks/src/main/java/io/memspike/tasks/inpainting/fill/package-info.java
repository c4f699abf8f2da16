/** The experiments with holes in pictures. */
package io.memspike.tasks.inpainting.fill;
