/** HDF5: layouts of events, and the filters that they are packed with. */
package io.memspike.datasets.recording.hdf.internal;
