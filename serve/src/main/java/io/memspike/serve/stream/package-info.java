/**
 * The part of the page called Stream: events as they come, what they look like, and what a model decides of them. There is one stream
 * at a time, which all clients look at; one that is slow misses pictures, and the stream goes on.
 */
package io.memspike.serve.stream;
