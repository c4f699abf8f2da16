/** HDF5, in and out: the one place that knows the library. Not for embedders. */
package io.memspike.interchange.internal;
