/**
 * Streaming inference on ring buffers: a dealer, inference stages, a sink that sees results in the order of arrival.
 *
 * <p>Words: an <em>agent</em> is a role that does one bounded slice of work at a time; a <em>slot</em> is a preallocated
 * place in a ring buffer; <em>back-pressure</em> is the refusal of a slot by a full ring buffer, visible to the producer
 * and counted. Nothing is dropped unless a drop policy was chosen, and then drops are counted. A slot whose work failed
 * is marked failed, the error handler is told, and the cursor moves on. Latency is recorded in histograms, in nanoseconds.
 */
package io.memspike.core.runtime;
