/**
 * What accuracy a model keeps on a given array. {@link io.memspike.tasks.array.ArraySetup} says what the array is like,
 * {@link io.memspike.tasks.array.ArrayNetworks} puts a model on one, {@link io.memspike.tasks.array.ArrayStudy} does so for
 * every value of a {@link io.memspike.tasks.array.Sweep} and several devices, and
 * {@link io.memspike.tasks.array.WiredLayer} shows one layer's cells.
 *
 * <p>{@link io.memspike.tasks.array.PartitionStudy} asks what a network of binary weights loses on crossbars that are cut or not.
 *
 * <p>Effects are applied in the order in which they befall cells: programmed onto the device, faulty, aged, seen through
 * their wires, read with noise, converted. Each is off unless asked for, and needs none of the others.
 */
package io.memspike.tasks.array;
