/** Kinds without weights and neurons: pools, shapes, delays, means. */
package io.memspike.core.kind.shape;
