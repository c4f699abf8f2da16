/** How files are read strictly, as JSON with a place for each value, and written whole or not at all. */
package io.memspike.core.file.internal;
