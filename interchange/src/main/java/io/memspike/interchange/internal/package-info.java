/** HDF5, in and out, and YAML: the one place that knows their libraries. Not for embedders. */
package io.memspike.interchange.internal;
