/** The part of the page called Stream: live sources, classified as they come. */
package io.memspike.serve.stream;
