/**
 * Data sets: image readers, embedded MNIST, the saccade event camera, event files.
 *
 * <p>Words: an <em>event</em> is a change of brightness at one pixel, ON or OFF, with its microsecond; a <em>bin</em> is
 * one of equal slices of time in which events are counted; the <em>saccade camera</em> makes events out of a still image
 * by carrying it along a closed triangle, as N-MNIST's moving sensor did. Channel 0 is OFF, channel 1 is ON.
 */
package io.memspike.datasets;
