/** Tokens: vectors by their numbers, and what attends to what. */
package io.memspike.topology.gradient.token.internal;
