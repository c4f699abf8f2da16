/**
 * Devices: how a cell comes by its conductance, and what can be wrong with it.
 *
 * <p>One family, {@link io.memspike.memristor.device.DeviceModel}. Cells as formed, by chance:
 * {@link io.memspike.memristor.device.FormedRram} and {@link io.memspike.memristor.device.MeasuredHistogram}. Cells
 * written towards a target: {@link io.memspike.memristor.device.TargetRram},
 * {@link io.memspike.memristor.device.PhaseChangeMemory} and {@link io.memspike.memristor.device.MagneticMemory}. Every
 * one can fill an array at random; a programmable one then aims at random targets.
 *
 * <dl>
 *   <dt>conductance range<dd>smallest to largest conductance g_min … g_max that a cell is aimed at
 *   <dt>levels<dd>equally spaced conductances that a target is rounded to; all conductances unless a device has levels
 *   <dt>target<dd>the conductance that programming aims at
 *   <dt>programming error<dd>difference between what a cell conducts and its target
 *   <dt>retention<dd>how long a conductance stays: drift of phase-change memory, relaxation of resistive memory
 *   <dt>write-verify<dd>pulses and reads in turn until a cell is within tolerance of its target
 *   <dt>fault<dd>a cell that is stuck on, stuck off, open or shorted, for good
 *   <dt>I–V curve<dd>current of a cell by its voltage, linear or cubic
 * </dl>
 *
 * <p>Everything here is about one cell; {@link io.memspike.memristor.MemristorArray} has the cells of a layer and gives
 * each a random stream of its own.
 */
package io.memspike.memristor.device;
