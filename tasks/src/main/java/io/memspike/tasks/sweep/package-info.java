/** Many jobs of one experiment: a grid, a list or a random sample of plans, on one machine or many. Start at {@link Sweeping}. */
package io.memspike.tasks.sweep;
