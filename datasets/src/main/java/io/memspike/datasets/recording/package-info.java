/**
 * Recordings of event cameras and other sensors, in the formats of others. A {@link io.memspike.datasets.recording.Recording}
 * is one file; its format is recognised by content, and an {@link io.memspike.datasets.recording.EventReader} streams its events
 * in batches, in memory that does not grow with the file. Each format is one class that knows its own head, found through
 * {@link java.util.ServiceLoader}.
 *
 * <p>Words: an <em>event</em> is a change at one pixel: its time in microseconds, column x, row y, and polarity, 1 for ON
 * (brighter) and 0 for OFF. An event is <em>dropped</em>, and counted, where its time is not believed or it lies outside the
 * sensor. {@code docs/recordings.md} has the layouts.
 */
package io.memspike.datasets.recording;
