/** Events of cameras as they come, through memory or the network. */
package io.memspike.datasets.recording.live;
