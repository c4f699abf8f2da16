/**
 * JMH benchmarks. Each checks its kernel for correctness in its set-up, before a single run is timed; sizes are odd on
 * purpose, and SIMD and scalar kernels run in separate forks.
 */
package io.memspike.bench;
