/** The noise of reads, addressed by a counter. */
package io.memspike.memristor.internal;
