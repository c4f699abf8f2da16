/** Jobs on Apache Spark: the one place that knows it, on the class path only where a sweep goes there. Start at {@code SparkRunner}. */
package io.memspike.cluster;
