/** Norms and scales, over a batch or over what enters alone, and their parameters. */
package io.memspike.topology.gradient.norm;
