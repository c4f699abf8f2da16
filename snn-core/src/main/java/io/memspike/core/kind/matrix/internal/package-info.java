/** Kinds with weights at work. */
package io.memspike.core.kind.matrix.internal;
