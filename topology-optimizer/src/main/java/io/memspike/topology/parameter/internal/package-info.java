/** Which scores are the largest: masks. */
package io.memspike.topology.parameter.internal;
