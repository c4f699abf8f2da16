/**
 * What all parts of the page share: who may ask ({@link io.memspike.serve.site.Guard}), how often, how much at once, and how
 * answers come back: JSON computed on threads of their own, events that flow, and conversations over a socket. Nobody who
 * asks slowly, or goes away, keeps a thread.
 */
package io.memspike.serve.site;
