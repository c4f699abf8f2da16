/** What changes or leaves out events of a recording on their way, in order and one after the other. */
package io.memspike.datasets.recording.filter;
