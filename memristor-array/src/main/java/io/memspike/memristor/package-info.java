/**
 * Simulated arrays of random memristors: devices, differential pairs, crossbar tiles, converters, wires and energy.
 *
 * <p>Words used throughout:
 * <dl>
 *   <dt>memristor<dd>a resistor whose conductance was set once, at random, by electroforming
 *   <dt>conductance<dd>in siemens; what a cell keeps
 *   <dt>differential pair<dd>two cells that make one signed weight: the difference of their conductances
 *   <dt>crossbar tile<dd>rows driven with voltages, columns that sum currents
 *   <dt>DAC, ADC<dd>converters between digital numbers and volts or amperes, with a stated number of bits and range
 *   <dt>read noise<dd>what differs between two reads of the same cell; seeded by sample and step
 *   <dt>pruning<dd>resetting a cell to its off state, which removes a connection
 * </dl>
 *
 * <p>An array is a kind of synapses: spikes in, currents out. Physical quantities carry their unit in their name.
 */
package io.memspike.memristor;
