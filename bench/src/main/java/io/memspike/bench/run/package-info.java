/** What a benchmark run does: measured things selected, done in order, and put together. */
package io.memspike.bench.run;
