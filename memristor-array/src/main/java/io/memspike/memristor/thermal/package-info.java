/**
 * What temperature does: {@link io.memspike.memristor.thermal.ThermalNoise} in the currents of columns, and {@link
 * io.memspike.memristor.thermal.Arrhenius} by which cells age faster or slower than where their ageing was measured.
 */
package io.memspike.memristor.thermal;
