/**
 * What a graph's weights lie on: {@link io.memspike.memristor.hardware.Hardware} says it for one matrix, {@link
 * io.memspike.memristor.hardware.Placement} for a graph, and {@link io.memspike.memristor.hardware.Placed} gives the session
 * its synapses.
 *
 * <p>Words used throughout:
 * <dl>
 *   <dt>cells<dd>what holds the weights and what befell them: devices, programming, faults, age
 *   <dt>crossbar wires<dd>resistances between cells, folded into what terminals see of them
 *   <dt>tiles<dd>the crossbars that a matrix is cut into
 *   <dt>converters<dd>DACs before rows, ADCs behind columns, and the digital unit behind these
 *   <dt>full scale<dd>the largest value that a converter tells; found by watching the graph at work
 *   <dt>digital<dd>in memory and computed exactly, not on an array
 * </dl>
 *
 * <p>The way through: {@code Placement.on(graph, weights, kernels)} gives {@code Placed}, {@link
 * io.memspike.memristor.hardware.ConverterCalibration} finds its converters' full scales, {@code Network.of} connects it.
 */
package io.memspike.memristor.hardware;
