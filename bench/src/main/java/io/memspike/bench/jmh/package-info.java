/** Benchmarks that JMH runs, their states, and its profilers. */
package io.memspike.bench.jmh;
