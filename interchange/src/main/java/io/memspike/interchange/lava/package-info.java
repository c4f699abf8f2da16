/**
 * Networks of lava-dl in Loihi's integers: a {@link io.memspike.interchange.lava.LavaNet} is what a {@code .net} file says, which is
 * HDF5 with layers one after the other; {@link io.memspike.interchange.lava.LavaModel} is the model that it becomes.
 */
package io.memspike.interchange.lava;
