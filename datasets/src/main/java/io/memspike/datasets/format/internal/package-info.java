/** Files as others write them: ZIP archives and NumPy's arrays. Readers are strict, and refuse in one line. */
package io.memspike.datasets.format.internal;
