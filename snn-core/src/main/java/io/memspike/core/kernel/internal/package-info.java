/** The kernels in plain Java, and what they and their SIMD twins share. */
package io.memspike.core.kernel.internal;
