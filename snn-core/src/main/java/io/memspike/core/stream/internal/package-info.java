/** The inner loop of delta synapses. */
package io.memspike.core.stream.internal;
