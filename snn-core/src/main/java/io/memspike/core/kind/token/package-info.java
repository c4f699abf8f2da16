/** Kinds whose positions are tokens: tables of vectors, and attention. */
package io.memspike.core.kind.token;
