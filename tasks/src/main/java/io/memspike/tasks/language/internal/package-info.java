/** Encoders of texts, what tasks learn on top of them, and the chips that they lie on, for the experiments of {@code language}. */
package io.memspike.tasks.language.internal;
