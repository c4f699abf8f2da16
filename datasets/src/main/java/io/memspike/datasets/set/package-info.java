/**
 * Data sets: each is one class that knows its name, classes, source and splits, and is found through
 * {@link java.util.ServiceLoader}; {@link io.memspike.datasets.set.DataSets} finds them by name. A new one is new files
 * and no other: {@code docs/how-to/data-set.md} tells how.
 */
package io.memspike.datasets.set;
