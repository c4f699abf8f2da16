/**
 * Text as tokens. A {@link io.memspike.datasets.text.WordPiece} makes the numbers of a vocabulary of a text; a {@link
 * io.memspike.datasets.text.TextSet} is texts with their labels.
 *
 * <p>Words: a <em>token</em> is an entry of the vocabulary, a word or a piece of one; a <em>piece</em> that continues a word begins
 * with the vocabulary's prefix; a <em>special token</em> stands for something that is no text, as the beginning of it.
 */
package io.memspike.datasets.text;
