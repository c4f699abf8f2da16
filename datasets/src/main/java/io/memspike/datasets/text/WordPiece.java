package io.memspike.datasets.text;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.core.file.internal.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Texts as the numbers of words and of pieces of words, as BERT's tokeniser makes them (Devlin et al., arXiv 1810.04805; Wu et
 * al., arXiv 1609.08144): the text is made even and split at blanks and around punctuation; each word becomes the longest pieces
 * of the vocabulary that it consists of, from its beginning on, or the token for unknown words where there are none. Tokens that
 * stand for no text are recognised as they are written. Immutable and thread-safe.
 */
public final class WordPiece {
    private static final int MOST_BYTES = 1 << 28;

    private final String text;
    private final TokenizerJson settings;

    private WordPiece(String text, TokenizerJson settings) {
        this.text = text;
        this.settings = settings;
    }

    /**
     * Reads a tokenizer's JSON file, in the form of Hugging Face's {@code tokenizers}.
     *
     * @throws FileFormatException where it is none, or one of another kind: file, field, expected, found
     * @throws IOException where it cannot be read
     */
    public static WordPiece read(Path file) throws IOException {
        return parse(file, InputFile.text(file, "a JSON file", MOST_BYTES));
    }

    /**
     * A tokenizer of the text of such a file.
     *
     * @param file where it is from, named in messages
     */
    public static WordPiece parse(Object file, String json) throws FileFormatException {
        return new WordPiece(json, TokenizerJson.read(StrictJson.parse(file, json)));
    }

    /** The text that it was read from. */
    public String text() {
        return text;
    }

    /** Number of entries of a table that has a vector for each token. */
    public int entries() {
        return settings.entries();
    }

    /** The tokens of a text, those that begin and end it included. */
    public int[] encode(String of) {
        return encode(of, Integer.MAX_VALUE);
    }

    /**
     * The same, cut behind so many tokens; those that end a text are kept.
     *
     * @param of the text
     * @param most most tokens, more than begin and end a text
     */
    public int[] encode(String of, int most) {
        final int around = settings.before().length + settings.behind().length;
        if (most <= around) {
            throw new IllegalArgumentException("tokens: expected more than " + around + ", found " + most);
        }
        final IntList tokens = new IntList();
        tokens.add(settings.before());
        final int end = most - settings.behind().length;
        int start = 0;
        for (int at = 0; at < of.length() && tokens.size < end; ) {
            final TokenizerJson.Special special = settings.specialAt(of, at);
            if (special == null) {
                at++;
                continue;
            }
            addWords(settings.normalisation().apply(of.substring(start, at)), tokens);
            tokens.add(special.token());
            at += special.text().length();
            start = at;
        }
        addWords(settings.normalisation().apply(of.substring(start)), tokens);
        tokens.size = Math.min(tokens.size, end);
        tokens.add(settings.behind());
        return Arrays.copyOf(tokens.values, tokens.size);
    }

    private void addWords(String even, IntList tokens) {
        int start = 0;
        for (int at = 0; at < even.length(); ) {
            final int point = even.codePointAt(at);
            final int next = at + Character.charCount(point);
            final boolean isSpace = Normalisation.isSpace(point);
            if (isSpace || Normalisation.isPunctuation(point)) {
                addWord(even.substring(start, at), tokens);
                if (!isSpace) {
                    addWord(even.substring(at, next), tokens);
                }
                start = next;
            }
            at = next;
        }
        addWord(even.substring(start), tokens);
    }

    private void addWord(String word, IntList tokens) {
        final int first = tokens.size;
        if (word.codePointCount(0, word.length()) > settings.longest()) {
            tokens.add(settings.unknown());
            return;
        }
        for (int start = 0; start < word.length(); ) {
            int end = word.length();
            Integer piece = null;
            while (end > start && piece == null) {
                piece = piece(word, start, end);
                end = piece == null ? word.offsetByCodePoints(end, -1) : end;
            }
            if (piece == null) {
                tokens.size = first;
                tokens.add(settings.unknown());
                return;
            }
            tokens.add(piece);
            start = end;
        }
    }

    private Integer piece(String word, int start, int end) {
        final String part = word.substring(start, end);
        return settings.vocabulary().get(start == 0 ? part : settings.prefix().concat(part));
    }

    /** Numbers that become more. */
    private static final class IntList {
        private int[] values = new int[64];
        private int size;

        void add(int... more) {
            if (size + more.length > values.length) {
                values = Arrays.copyOf(values, 2 * (size + more.length));
            }
            System.arraycopy(more, 0, values, size, more.length);
            size += more.length;
        }
    }
}
