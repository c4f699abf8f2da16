/**
 * Networks as text. A {@link io.memspike.interchange.GraphText} is a graph with what a file says beside it: its name, how each
 * node learns, what it lies on, and values that its tensors begin with; {@code docs/networks.md} has the format.
 *
 * <p>Words used throughout:
 * <dl>
 *   <dt>chain<dd>names of nodes in a row, each of which leads to the next
 *   <dt>size<dd>a whole number with a name, which whole numbers of nodes may be products of; {@code classes} is given by the data
 *   <dt>learning<dd>what training does to a node: prune, change its weights, or nothing
 * </dl>
 */
package io.memspike.interchange;
