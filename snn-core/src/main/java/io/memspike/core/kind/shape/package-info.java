/** Kinds without weights and neurons: pools, shapes, delays, means, tables, attention. */
package io.memspike.core.kind.shape;
