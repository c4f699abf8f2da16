/** Text, CSV, NPY and NPZ: events as rows and columns. */
package io.memspike.datasets.recording.table.internal;
