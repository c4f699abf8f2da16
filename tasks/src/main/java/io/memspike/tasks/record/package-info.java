/**
 * What single nodes of a network do, as arrays that NumPy reads: {@link io.memspike.tasks.record.NodeRecording} sees the
 * sessions of an evaluation and writes {@link io.memspike.tasks.record.NpyFile}s.
 */
package io.memspike.tasks.record;
