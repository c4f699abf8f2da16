/**
 * The part of the page called Array: the cells behind one layer of a model, as a map, as counts and one by one, and what the wires
 * of a crossbar keep from them.
 */
package io.memspike.serve.array;
