/** Norms and scales at work. */
package io.memspike.core.kind.norm.internal;
