/** Kinds with weights in training; what is fast for most networks has a class of its own. */
package io.memspike.topology.gradient.matrix.internal;
