/** Reading pictures of the eye's ground and what is drawn of their vessels, and what makes them alike. */
package io.memspike.datasets.segment.internal;
