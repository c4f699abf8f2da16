/** What shows within minutes what Memspike is about, on data and models that it brings along. */
package io.memspike.tasks.demo;
