/** Commands of recordings: what is in them, other formats of them, pictures of them. */
package io.memspike.app.recording;
