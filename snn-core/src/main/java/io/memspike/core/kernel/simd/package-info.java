/**
 * The SIMD twin of the kernels, written with {@code jdk.incubator.vector}; the only package that may touch that module.
 *
 * <p>Loaded by name from {@code io.memspike.core.kernel}. The species is the widest the processor prefers; a scalar tail
 * takes what is left over. No method returns a vector and no masked tail is used, so nothing is allocated.
 */
package io.memspike.core.kernel.simd;
