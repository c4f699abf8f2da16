/** Energy of inferences as an experiment. */
package io.memspike.tasks.energy;
