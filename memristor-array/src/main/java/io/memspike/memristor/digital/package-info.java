/**
 * What is computed beside an array, in fixed point, before its results go on: scale, offset and ReLU
 * of each column, after E. Ferro et al., "A precision-optimized fixed-point near-memory digital processing
 * unit for analog in-memory computing", ISCAS 2024 (arXiv 2402.07549).
 *
 * <dl>
 *   <dt>code<dd>what a converter gives: a whole number
 *   <dt>fixed point<dd>a whole number of steps of 2⁻ᶠ: {@link io.memspike.memristor.digital.FixedPoint}
 *   <dt>cut<dd>dropping low bits, which rounds down
 *   <dt>saturation<dd>ending at the largest or smallest number that fits, instead of wrapping around
 * </dl>
 *
 * <p>{@link io.memspike.memristor.digital.NearMemoryUnit} is the arithmetic, bit for bit;
 * {@link io.memspike.memristor.digital.ColumnAffine} the same in floating point;
 * {@link io.memspike.memristor.digital.PostProcessedReadout} puts either behind converters.
 */
package io.memspike.memristor.digital;
