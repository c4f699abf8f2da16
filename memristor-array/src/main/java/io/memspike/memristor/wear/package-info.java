/**
 * What use does to cells, beside time: {@link io.memspike.memristor.wear.ReadDisturb} by reads, {@link
 * io.memspike.memristor.wear.Endurance} by writes. All of it is off unless somebody gives its
 * numbers, which differ from device to device by orders of magnitude.
 */
package io.memspike.memristor.wear;
