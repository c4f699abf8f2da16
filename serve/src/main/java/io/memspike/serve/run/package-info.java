/**
 * Experiments that a server does for its clients: a <em>run</em> is one experiment with its plan, done once. It has a directory of its
 * own, in which everything about it lies, so that it outlives the page that asked for it, and the server.
 *
 * <p>{@link io.memspike.serve.run.RunStore} has all runs of a folder and does as many at once as it may; the others wait in line. What
 * a plan may read and write is the matter of {@link io.memspike.serve.run.PlanFiles}, how a plan is asked for that of
 * {@link io.memspike.serve.run.PlanForm}. Nothing here knows of networks between machines.
 */
package io.memspike.serve.run;
