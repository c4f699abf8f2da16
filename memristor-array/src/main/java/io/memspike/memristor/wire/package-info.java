/**
 * The crossbar as a circuit: wires, drivers, sense amplifiers and cells as resistances. {@link
 * io.memspike.memristor.wire.CrossbarSolver} finds every current and voltage for given voltages; {@link
 * io.memspike.memristor.wire.TransferMatrix} folds wires into effective conductances that hold for any voltages, exactly,
 * and {@link io.memspike.memristor.wire.ApproximateTransfer} does so approximately, several times as fast; {@link
 * io.memspike.memristor.wire.PartitionedCrossbar} solves a layer that lies on several. SI units.
 */
package io.memspike.memristor.wire;
