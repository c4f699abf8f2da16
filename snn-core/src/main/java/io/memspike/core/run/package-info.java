/**
 * Graphs at work. A {@link io.memspike.core.run.Network} is a graph with its synapses; who runs it opens a {@link
 * io.memspike.core.run.Session}, which holds all that moves and belongs to one thread. What each kind does is a {@link
 * io.memspike.core.run.Step}, made by its {@link io.memspike.core.run.StepFactory}; between steps go {@link
 * io.memspike.core.run.Signal}s.
 */
package io.memspike.core.run;
