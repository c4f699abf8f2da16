/** SIMD twin of the stream's inner loop: loaded by name, in a package of its own because it needs the incubator module. */
package io.memspike.core.stream.simd.internal;
