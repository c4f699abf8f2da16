/** The data sets, which {@link io.memspike.datasets.set.DataSets} finds by their names, and how their files are found. */
package io.memspike.datasets.set.internal;
