/** How weights lie in memory, and how patches of them are added. */
package io.memspike.core.synapse.internal;
