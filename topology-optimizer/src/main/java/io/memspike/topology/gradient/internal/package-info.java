/** What arrives at a node in training. */
package io.memspike.topology.gradient.internal;
