/** The crossbar as a circuit: wires, drivers, sense amplifiers and cells as resistances, solved exactly. SI units. */
package io.memspike.memristor.wire;
