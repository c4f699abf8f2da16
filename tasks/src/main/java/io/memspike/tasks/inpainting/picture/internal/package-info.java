/** Pictures as training shows them. */
package io.memspike.tasks.inpainting.picture.internal;
