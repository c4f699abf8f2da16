/**
 * Kinds with weights, each a matrix that is applied at positions: {@link io.memspike.core.kind.matrix.Unfolding} says which
 * input meets which row where, and is all that crossbars, wires, converters and energy read.
 */
package io.memspike.core.kind.matrix;
