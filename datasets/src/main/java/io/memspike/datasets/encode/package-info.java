/**
 * Encoders: how still images and series become spikes. Each is one class, found by its name through
 * {@link java.util.ServiceLoader}; {@link io.memspike.datasets.encode.Encoding} is the choice of one with its parameters,
 * as the command line and a model file write it.
 *
 * <p>Words: a <em>still image</em> is a sample of one step; a <em>series</em> has many, its frames; values of both lie in
 * [0, 1]. What encoders draw depends on their seed and the number of the sample alone.
 */
package io.memspike.datasets.encode;
