/**
 * The SIMD twin of the kernels, written with {@code jdk.incubator.vector}; the only package that may touch that module.
 *
 * <p>Loaded by name from {@code io.memspike.core.kernel}. The species is the widest the processor prefers; a scalar tail
 * takes what is left over. Nothing is allocated once compiled: no method returns a vector, no masked tail is used, and
 * every vector is cast to the exact class of its species, so that the compiler needs no profile to see through the
 * operations. A run of the tests without type profiles ({@code -XX:-UseTypeProfile}) holds the kernels to it.
 */
package io.memspike.core.kernel.simd.internal;
