/** From voltages to numbers and back: what drives the rows of an array, and what reads its columns. */
package io.memspike.memristor.converter;
