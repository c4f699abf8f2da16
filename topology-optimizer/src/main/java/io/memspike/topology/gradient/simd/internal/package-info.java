/** The SIMD twin of the neurons' gradient, loaded by its name. */
package io.memspike.topology.gradient.simd.internal;
