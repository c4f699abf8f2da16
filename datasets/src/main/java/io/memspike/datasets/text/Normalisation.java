package io.memspike.datasets.text;

import java.text.Normalizer;

/**
 * How a text is made even before it is split into words, as BERT's tokeniser does: what cannot be seen is left out, white space
 * becomes blanks, ideographs stand by themselves, accents go, letters become small. Immutable and thread-safe.
 *
 * @param isClean whether controls are left out, and white space becomes blanks
 * @param splitsIdeographs whether ideographs get a blank on either side
 * @param stripsAccents whether letters lose their accents
 * @param lowersCase whether letters become small
 */
record Normalisation(boolean isClean, boolean splitsIdeographs, boolean stripsAccents, boolean lowersCase) {
    /** First and last ideograph of each block, in pairs. */
    private static final int[] IDEOGRAPHS = {
        0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900, 0xFAFF, 0x20000, 0x2A6DF, 0x2A700, 0x2B73F, 0x2B740, 0x2B81F, 0x2B920,
        0x2CEAF, 0x2F800, 0x2FA1F
    };

    private static final int REPLACEMENT = 0xFFFD;

    String apply(String text) {
        final StringBuilder even = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> add(point, even));
        return lower(stripsAccents ? withoutAccents(even) : even);
    }

    private void add(int point, StringBuilder even) {
        if (isClean && isLeftOut(point)) {
            return;
        }
        if (isClean && isSpace(point)) {
            even.append(' ');
        } else if (splitsIdeographs && isIdeograph(point)) {
            even.append(' ').appendCodePoint(point).append(' ');
        } else {
            even.appendCodePoint(point);
        }
    }

    private static boolean isLeftOut(int point) {
        if (point == '\t' || point == '\n' || point == '\r') {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> point == REPLACEMENT;
        };
    }

    /** White space as Unicode has it. */
    static boolean isSpace(int point) {
        return point >= '\t' && point <= '\r' || point == 0x85 || Character.isSpaceChar(point);
    }

    private static boolean isIdeograph(int point) {
        for (int block = 0; block < IDEOGRAPHS.length; block += 2) {
            if (point >= IDEOGRAPHS[block] && point <= IDEOGRAPHS[block + 1]) {
                return true;
            }
        }
        return false;
    }

    private static StringBuilder withoutAccents(StringBuilder text) {
        final StringBuilder plain = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFD).codePoints().forEach(point -> {
            if (Character.getType(point) != Character.NON_SPACING_MARK) {
                plain.appendCodePoint(point);
            }
        });
        return plain;
    }

    /** Letter by letter: what a letter becomes does not depend on those beside it. */
    private String lower(StringBuilder text) {
        if (!lowersCase) {
            return text.toString();
        }
        final StringBuilder small = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            small.appendCodePoint(Character.toLowerCase(point));
            if (point == 'İ') { // the one letter that becomes two
                small.append('\u0307');
            }
        });
        return small.toString();
    }

    /** Whether a character is a word by itself: all that is not letters, digits or blanks in ASCII, and punctuation elsewhere. */
    static boolean isPunctuation(int point) {
        if (point < 128) {
            return point > ' ' && point < 127 && !Character.isLetterOrDigit(point);
        }
        return switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }
}
