/** Recordings written in other formats. */
package io.memspike.datasets.recording.write;
