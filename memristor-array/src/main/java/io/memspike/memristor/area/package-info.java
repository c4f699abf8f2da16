/**
 * How much of a chip arrays take: cells on their pitch, drivers of rows, converters behind columns, and the digital unit with its
 * memory. {@link io.memspike.memristor.area.AreaModel} lays it down for a layer's tiles, with constants of {@link
 * io.memspike.memristor.energy.EnergyConstants}; what comes out is an {@link io.memspike.memristor.area.ArrayArea}.
 */
package io.memspike.memristor.area;
