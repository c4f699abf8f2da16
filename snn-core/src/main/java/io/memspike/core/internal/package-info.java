/** What all modules share and nobody else asks for. */
package io.memspike.core.internal;
