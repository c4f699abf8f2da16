/** Norms over a batch in training, one scale and one offset a channel in service. */
package io.memspike.core.kind.norm;
