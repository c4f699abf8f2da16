/**
 * Model files in the safetensors layout, read memory-mapped and written without ever leaving a torn file.
 *
 * <pre>
 *   0        8                    8 + length
 *   +--------+--------------------+------------------------------+
 *   | length | JSON header        | tensors, raw, little-endian  |
 *   +--------+--------------------+------------------------------+
 *    u64, LE   name, dtype, shape,   in the order and at the
 *              data_offsets          offsets that the header says
 * </pre>
 *
 * <p>A file is checked whole when it is opened and refused with one line: which file, which offset or field, what was
 * expected, what was found. Writing goes to a temporary file that is forced to disk and then renamed.
 */
package io.memspike.core.file;
