/**
 * Energy and time of inferences: counts of what real spikes make the arrays do, times constants from one readable file.
 *
 * <dl>
 *   <dt>work<dd>what was counted: {@link io.memspike.memristor.energy.LayerWork}
 *   <dt>component<dd>part of the machine that takes energy: {@link io.memspike.memristor.energy.EnergyComponent}
 *   <dt>pulse<dd>voltage on a row for one input; lengths are in pulses for an input of 1
 *   <dt>silent conversion<dd>one in a read in which no row of the tile is driven
 *   <dt>digital machine<dd>adds weights in arithmetic units instead: <em>event-driven</em> one addition for each
 *       synaptic operation, <em>dense</em> one multiplication and one addition for every weight
 *   <dt>memory<dd>weights, potentials and currents moved to and from memory; a figure without it assumes perfect reuse
 *   <dt>writes<dd>programming the cells, once; never part of an inference
 * </dl>
 *
 * <p>The way through: {@link io.memspike.memristor.energy.EnergyModel} is made for a network's arrays, its {@link
 * io.memspike.memristor.energy.WorkCounter} looks at a session after each step and adds to {@link
 * io.memspike.memristor.energy.InferenceWork}, of which the model makes an {@link
 * io.memspike.memristor.energy.EnergyReport}. All constants are in {@link io.memspike.memristor.energy.EnergyConstants}.
 */
package io.memspike.memristor.energy;
