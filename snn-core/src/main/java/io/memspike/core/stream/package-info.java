/**
 * The live stream: events with their microsecond, no frames and no clock but their own.
 *
 * <p>Words: an <em>event</em> is a change of brightness at one pixel, packed into one long ({@link
 * io.memspike.core.stream.PackedEvent}); a <em>batch</em> is what one message of the ring carries; <em>ingest</em> is the way
 * in, from producers over a ring to one consumer ({@link io.memspike.core.stream.EventIngest}), in the process or through a
 * memory-mapped file. A <em>clock</em> says which time stamps can be believed ({@link io.memspike.core.stream.EventClock}).
 * <em>Delta synapses</em> make the membrane potential jump at an event ({@link
 * io.memspike.core.stream.DeltaPopulation}); a <em>synaptic current</em> has a time constant of its own, and the threshold is
 * crossed between events, at a time that is solved for ({@link io.memspike.core.stream.CurrentLif}).
 *
 * <p>Neurons are touched when an event arrives and at no other time. Equal times are ordered by (time, layer, neuron), so
 * results repeat, bit for bit, on any JDK.
 */
package io.memspike.core.stream;
