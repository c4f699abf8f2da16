/**
 * The inner loops: sums of weights over spikes, and the step of a population of neurons.
 *
 * <p>One interface has two twins, plain Java and SIMD. SIMD runs across outputs, never across inputs, so that each lane
 * does the scalar operations in the scalar order: contributions to one output are added in ascending order of input
 * index, multiply then add. The twins therefore agree bit for bit at any vector width.
 *
 * <p>The SIMD twin lives in {@code io.memspike.core.kernel.simd}, is compiled in a pass of its own, and is loaded by
 * name when the JVM was started with {@code --add-modules jdk.incubator.vector}. Nothing else refers to it.
 */
package io.memspike.core.kernel;
