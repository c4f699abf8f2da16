/** Pruning beside the tuning of weights, on devices whose writes count. */
package io.memspike.tasks.train.writes;
