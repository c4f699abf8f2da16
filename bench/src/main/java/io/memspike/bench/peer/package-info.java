/** Other engines on the same networks: what is run, how it is asked, and turns taken with it. */
package io.memspike.bench.peer;
