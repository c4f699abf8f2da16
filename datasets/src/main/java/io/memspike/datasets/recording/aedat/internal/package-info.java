/** AEDAT 2.0, 3.1 and 4, and addresses as jAER has them. */
package io.memspike.datasets.recording.aedat.internal;
