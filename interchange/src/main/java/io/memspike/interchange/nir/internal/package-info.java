/** What reading and writing NIR share: loops, edges through nodes that do nothing, and the time that neurons agree on. */
package io.memspike.interchange.nir.internal;
