/** Kinds without weights and neurons at work, and the arithmetic that their steps share with their gradients. */
package io.memspike.core.kind.shape.internal;
