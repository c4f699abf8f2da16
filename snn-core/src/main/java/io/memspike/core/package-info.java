/**
 * Spiking neurons, the layers they form, the network and its state.
 *
 * <p>A network is a list of layers that is described once and never changes. Whoever runs it opens a session: the
 * session holds all that moves and belongs to one thread. Input comes as <em>event frames</em>, one sparse list of
 * active inputs per step; what leaves is a read-out, one number per class.
 *
 * <p>Words used throughout:
 * <dl>
 *   <dt>spike<dd>a neuron's output of one step, 0 or 1
 *   <dt>step<dd>one slice of time; a sample is shown for a fixed number of steps
 *   <dt>current<dd>what a neuron receives in one step: the weighted sum of the spikes that reach it
 *   <dt>membrane potential<dd>{@code u <- leaky(retain * u * (1 - spike) + current)}, the memory of a neuron
 *   <dt>threshold<dd>a neuron spikes when its membrane potential exceeds this
 *   <dt>retain<dd>the fraction of the membrane potential that is kept from step to step, in [0, 1]
 *   <dt>leaky<dd>{@code leaky(x) = x > 0 ? x : leakySlope * x}
 *   <dt>synapses<dd>what turns the spikes of one layer into the currents of the next
 *   <dt>read-out<dd>the last layer, which adds up its currents and never spikes
 *   <dt>shape<dd>channels, height and width; inside Java the channel is last in memory:
 *       {@code index = (row * width + column) * channels + channel}
 * </dl>
 *
 * <p>Every random draw takes its seed as an argument and every result repeats bit for bit.
 */
package io.memspike.core;
