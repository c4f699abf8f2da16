/** Layers that run tile by tile, and what that costs. */
package io.memspike.memristor.tile.internal;
