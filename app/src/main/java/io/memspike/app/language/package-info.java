/** The command {@code language}: encoders of texts, and tasks on top of them. */
package io.memspike.app.language;
