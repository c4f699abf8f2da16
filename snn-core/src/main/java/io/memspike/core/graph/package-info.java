/**
 * A network as a graph of named nodes: what there is to run, without weights and state.
 *
 * <p>Words used throughout:
 * <dl>
 *   <dt>kind<dd>what a node is: a record with its constants
 *   <dt>node<dd>a kind with a name that is its own
 *   <dt>edge<dd>from one node to a port of another, perhaps some steps later
 *   <dt>port<dd>one of a node's inputs; edges into one port add up, in the order of the file
 *   <dt>schedule<dd>the order in which nodes run; a loop has a delay somewhere
 *   <dt>detached<dd>of an edge: no gradient passes
 * </dl>
 */
package io.memspike.core.graph;
