/**
 * Figures of a network as the NeuroBench harness defines them (Yik et al., "The NeuroBench framework for benchmarking
 * neuromorphic computing algorithms and systems", Nature Communications 16, 1545, 2025; harness 2.3.0): {@link
 * io.memspike.tasks.neurobench.NeuroBenchCounter} sees the sessions of an evaluation and tells {@link
 * io.memspike.tasks.neurobench.NeuroBench}. {@code docs/neurobench.md} says what counts as what.
 */
package io.memspike.tasks.neurobench;
