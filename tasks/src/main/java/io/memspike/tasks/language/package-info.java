/**
 * Texts and what they mean: a {@code LanguageModel} is an encoder with its tokenizer, imported once; an
 * {@code Adapter} is what a task has learnt on top of it.
 */
package io.memspike.tasks.language;
