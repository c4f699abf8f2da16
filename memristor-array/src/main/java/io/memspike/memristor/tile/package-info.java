/**
 * Arrays as they are built: a layer's weight matrix on crossbar tiles of a given size, signs by pairs or by an offset
 * column, weights in one cell or in slices of a few bits, inputs as pulses, and the network that runs over all that.
 *
 * <p>Words used throughout:
 * <dl>
 *   <dt>tile<dd>one crossbar of rows and columns; its part in a layer: {@link io.memspike.memristor.tile.CrossbarTile}
 *   <dt>block<dd>the inputs that fill one tile's rows, or the outputs that fill its columns
 *   <dt>sign scheme<dd>how columns of conductances, which are positive, make signed weights: {@link
 *       io.memspike.memristor.tile.SignScheme}
 *   <dt>slice<dd>the few bits of a weight that one cell holds: {@link io.memspike.memristor.tile.WeightSlicing}
 *   <dt>drive<dd>how an input's value becomes pulses on a row: {@link io.memspike.memristor.tile.InputDrive}
 *   <dt>grid<dd>the values that a layer's inputs can have, code · step: {@link io.memspike.memristor.tile.InputGrid}
 *   <dt>column<dd>here: what one converter reads, a column of cells or an analogue pair of them
 *   <dt>read<dd>all rows driven once and all columns converted once; a convolution reads a tile at each output position
 * </dl>
 *
 * <p>The way through: {@link io.memspike.memristor.tile.ArrayGeometry} says how arrays are built, {@link
 * io.memspike.memristor.tile.TileMapping} where each weight lies, {@link io.memspike.memristor.tile.internal.TiledSynapses} runs a
 * layer tile by tile, {@link io.memspike.memristor.hardware.Placement} puts a graph on them, and {@link
 * io.memspike.memristor.tile.internal.TileCounter} counts what it costs. Arrays are clocked: a read takes place at every tile and
 * position, whether or not a row is driven there.
 */
package io.memspike.memristor.tile;
