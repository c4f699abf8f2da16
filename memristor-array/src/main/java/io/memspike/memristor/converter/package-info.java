/**
 * From numbers to voltages and back: what drives the rows of an array, and what reads its columns.
 *
 * <dl>
 *   <dt>full scale<dd>largest value that a converter tells or drives; {@link io.memspike.memristor.converter.internal.FullScale}
 *       finds one from observed sums
 *   <dt>LSB<dd>distance of two codes; errors are counted in it
 *   <dt>transition<dd>the input from which on a higher code is given
 *   <dt>INL, DNL<dd>integral and differential non-linearity: how far transitions lie from their places, and how far
 *       codes are from one LSB wide
 *   <dt>transfer curve<dd>a smooth or tabulated non-linearity: {@link io.memspike.memristor.converter.TransferCurve}
 *   <dt>mismatch<dd>what differs between converters that were meant to be alike; drawn once
 *   <dt>thermal noise<dd>what differs between two conversions of the same value
 *   <dt>figure of merit<dd>Walden's: energy of a conversion over 2ᵇ
 * </dl>
 *
 * <p>A {@link io.memspike.memristor.converter.Adc} says what a converter is like: resolution, circuit (successive
 * approximation, ramp, flash), curve, errors, noise. {@link io.memspike.memristor.converter.AdcReadout} puts one behind
 * every column of a layer, through the seam {@link io.memspike.memristor.converter.ColumnReadout}, which synapses call
 * with the sums of a tile; {@link io.memspike.memristor.converter.internal.ConvertedSynapses} does so for a layer as one tile.
 * {@link io.memspike.memristor.converter.Dac} is the same for inputs. Every effect is off unless asked for, and every
 * draw depends on a seed and coordinates (layer, tile, column, read) alone.
 */
package io.memspike.memristor.converter;
