/** Converters around synapses, and how their full scales are found. */
package io.memspike.memristor.converter.internal;
