/** Pictures and holes in them: read, cut, shown, laid out. */
package io.memspike.tasks.inpainting.picture;
