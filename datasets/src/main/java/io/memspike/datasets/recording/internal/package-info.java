/** One class for each format of recordings, and what several of them share. */
package io.memspike.datasets.recording.internal;
