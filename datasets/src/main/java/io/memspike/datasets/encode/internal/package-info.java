/** The encoders, which {@link io.memspike.datasets.encode.Encoding} finds by their names. */
package io.memspike.datasets.encode.internal;
