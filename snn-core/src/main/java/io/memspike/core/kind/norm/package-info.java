/** Norms and scales: over a batch in training, and one scale and one offset a channel in service; or over what enters alone. */
package io.memspike.core.kind.norm;
