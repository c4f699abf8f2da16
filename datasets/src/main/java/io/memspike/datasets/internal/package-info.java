/** What images and sounds share. */
package io.memspike.datasets.internal;
