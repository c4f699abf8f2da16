/** SIMD twin of the neurons' loops: loaded by name, in a package of its own because it needs the incubator module. */
package io.memspike.core.population.simd.internal;
