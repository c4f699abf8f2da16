/**
 * An experiment: a plan in, a result out, both records. What a record says is said nowhere else: the command line makes
 * options of a plan's components and keys of a result's, and the reference is their table.
 */
package io.memspike.tasks.experiment;
