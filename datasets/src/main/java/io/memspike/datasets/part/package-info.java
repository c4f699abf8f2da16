/** Parts of sets of samples, as views: those that are held out, and those that are left to learn from. */
package io.memspike.datasets.part;
