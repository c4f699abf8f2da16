/** Norms and scales in training. */
package io.memspike.topology.gradient.norm.internal;
