/** Kinds without weights and neurons: pools, shapes, means. */
package io.memspike.core.kind.shape;
