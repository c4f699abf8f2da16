/** Events as they come, as experiments: recordings written, replayed, and decided live. */
package io.memspike.tasks.stream;
