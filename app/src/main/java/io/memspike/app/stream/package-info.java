/** Commands of events as they come: recordings replayed, written, and decided live. */
package io.memspike.app.stream;
