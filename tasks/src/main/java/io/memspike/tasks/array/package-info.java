/**
 * What a model keeps of its worth on given hardware: {@link io.memspike.tasks.array.ArrayStudy} puts a {@link
 * io.memspike.tasks.array.StudyTask} on every value of a {@link io.memspike.tasks.array.Sweep} and several devices.
 *
 * <p>{@link io.memspike.tasks.array.PartitionStudy} asks what a network of binary weights loses on crossbars that are cut or not.
 *
 * <p>Effects are applied in the order in which they befall cells: programmed onto the device, faulty, aged, seen through
 * their wires, read with noise, converted. Each is off unless asked for, and needs none of the others.
 */
package io.memspike.tasks.array;
