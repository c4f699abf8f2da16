/** What a classifier achieves on samples, and when it may stop. */
package io.memspike.tasks.evaluate;
