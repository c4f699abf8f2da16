/** Recordings as experiments: what is in them, other formats of them, pictures of them. */
package io.memspike.tasks.recording;
