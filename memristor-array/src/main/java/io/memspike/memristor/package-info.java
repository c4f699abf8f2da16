/**
 * Simulated arrays of memristors: differential pairs and crossbar tiles, of the cells in {@code device}.
 *
 * <p>Words used throughout:
 * <dl>
 *   <dt>memristor<dd>a resistor whose conductance was set once: at random, by electroforming, or towards a target
 *   <dt>conductance G<dd>in siemens; what a cell keeps
 *   <dt>cell<dd>one transistor and one memristor (1T1R); the transistor selects
 *   <dt>device model<dd>how cells come by their conductances: {@link io.memspike.memristor.device.DeviceModel}
 *   <dt>programming<dd>setting all cells of an array, once: forming them at random, or writing them towards targets
 *   <dt>differential pair<dd>two cells that make one signed weight: G⁺ − G⁻ over the siemens of a weight of 1, which are a
 *       microsiemens unless the array was programmed
 *   <dt>weight scale<dd>the layer's factor from weights to the current of its neurons
 *   <dt>crossbar tile<dd>512 × 512 cells; rows are driven with inputs, columns sum currents
 *   <dt>utilisation<dd>fraction of the tiles' cells that hold weights
 *   <dt>pruning<dd>disconnecting a pair, which removes its current and its noise
 *   <dt>read<dd>one accumulation for one sample and step; numbered, so that it can be repeated
 *   <dt>read noise<dd>what differs between two reads of the same cell, as a fraction of its conductance
 * </dl>
 *
 * <p>The way through: {@link io.memspike.memristor.MemristorArray#program} forms a layer's pairs by seed (or {@code mapped}
 * lays given weights on pairs), {@code programmedOnto} writes the weights of an array onto a programmable device,
 * {@code disconnect} prunes, {@code withFaults} and {@code after} give what becomes of an array, {@code synapses} gives what a network reads through: spikes
 * in, currents out. Read noise is drawn once for each column with the exact variance of its active cells, not once for
 * each cell. Every draw depends on a seed and on coordinates (layer, read, output), never on order or threads.
 */
package io.memspike.memristor;
