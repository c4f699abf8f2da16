/** The command that measures Memspike, beside PyTorch where that is asked for. */
package io.memspike.app.bench;
