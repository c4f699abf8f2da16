/**
 * Texts and what they mean: a {@link io.memspike.tasks.language.LanguageModel} is an encoder with its tokenizer, imported once; an
 * {@link io.memspike.tasks.language.Adapter} is what a task has learnt on top of it.
 */
package io.memspike.tasks.language;
