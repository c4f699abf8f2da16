/** Kinds that only move or add up what enters. */
package io.memspike.topology.gradient.shape.internal;
