package io.memspike.datasets.text;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a tokenizer's file says. Settings that are not here are refused where they would change tokens.
 *
 * @param vocabulary tokens by their text
 * @param specials tokens that are recognised as they are written
 * @param normalisation how a text is made even
 * @param prefix what pieces begin with that continue a word
 * @param unknown token of words that consist of no pieces
 * @param longest most characters of a word that is known
 * @param before tokens that begin a text
 * @param behind tokens that end it
 * @param entries one more than the largest token
 */
record TokenizerJson(
        Map<String, Integer> vocabulary,
        List<Special> specials,
        Normalisation normalisation,
        String prefix,
        int unknown,
        int longest,
        int[] before,
        int[] behind,
        int entries) {
    private static final int MOST = 1 << 24;
    private static final int MOST_AROUND = 1 << 16;

    /** A token that is recognised as it is written. */
    record Special(String text, int token) {}

    static TokenizerJson read(StrictJson root) throws FileFormatException {
        final StrictJson model = root.field("model");
        requireType(model, "WordPiece");
        requireType(root.field("pre_tokenizer"), "BertPreTokenizer");
        final Map<String, Integer> vocabulary = new HashMap<>();
        int largest = 0;
        for (final Map.Entry<String, StrictJson> each :
                model.field("vocab").fields("an object of tokens").entrySet()) {
            final int token = each.getValue().wholeNumber(0, MOST - 1);
            vocabulary.put(each.getKey(), token);
            largest = Math.max(largest, token);
        }
        final List<Special> specials = new ArrayList<>();
        if (root.has("added_tokens")) {
            for (final StrictJson each : root.field("added_tokens").elements("an array of tokens")) {
                final Special special = special(each);
                specials.add(special);
                largest = Math.max(largest, special.token());
            }
        }
        final List<Integer> before = new ArrayList<>();
        final List<Integer> behind = new ArrayList<>();
        readFrame(root.field("post_processor"), before, behind);
        for (final int token : Stream.concat(before.stream(), behind.stream()).toList()) {
            largest = Math.max(largest, token); // no text of the vocabulary need stand for it
        }
        final StrictJson unknown = model.field("unk_token");
        return new TokenizerJson(
                vocabulary,
                specials,
                normalisation(root.field("normalizer")),
                model.field("continuing_subword_prefix").text(),
                known(vocabulary, unknown),
                model.field("max_input_chars_per_word").wholeNumber(1, MOST),
                before.stream().mapToInt(Integer::intValue).toArray(),
                behind.stream().mapToInt(Integer::intValue).toArray(),
                largest + 1);
    }

    private static void requireType(StrictJson part, String expected) throws FileFormatException {
        final StrictJson type = part.field("type");
        if (!type.text().equals(expected)) {
            throw type.refusal(expected);
        }
    }

    private static int known(Map<String, Integer> vocabulary, StrictJson text) throws FileFormatException {
        final Integer token = vocabulary.get(text.text());
        if (token == null) {
            throw text.refusal("a token of the vocabulary");
        }
        return token;
    }

    private static Special special(StrictJson json) throws FileFormatException {
        for (final String field : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            if (json.has(field) && json.field(field).truth()) {
                throw json.field(field).refusal(false);
            }
        }
        final StrictJson content = json.field("content");
        if (content.text().isEmpty()) {
            throw content.refusal("a text that is not empty");
        }
        return new Special(content.text(), json.field("id").wholeNumber(0, MOST - 1));
    }

    private static Normalisation normalisation(StrictJson json) throws FileFormatException {
        requireType(json, "BertNormalizer");
        final boolean lowersCase = json.field("lowercase").truth();
        final StrictJson accents = json.field("strip_accents");
        return new Normalisation(
                json.field("clean_text").truth(),
                json.field("handle_chinese_chars").truth(),
                accents.isNull() ? lowersCase : accents.truth(),
                lowersCase);
    }

    /** What stands around a text by itself. */
    private static void readFrame(StrictJson json, List<Integer> before, List<Integer> behind)
            throws FileFormatException {
        final StrictJson type = json.field("type");
        switch (type.text()) {
            case "TemplateProcessing" -> {
                List<Integer> to = before;
                for (final StrictJson part : json.field("single").elements("an array of parts")) {
                    if (part.has("Sequence")) {
                        to = behind;
                    } else {
                        final String name =
                                part.field("SpecialToken").field("id").text();
                        for (final StrictJson token : json.field("special_tokens")
                                .field(name)
                                .field("ids")
                                .elements("an array of tokens")) {
                            if (before.size() + behind.size() == MOST_AROUND) {
                                throw part.refusal("at most " + MOST_AROUND + " tokens around a text", "more");
                            }
                            to.add(token.wholeNumber(0, MOST - 1));
                        }
                    }
                }
            }
            case "BertProcessing" -> {
                before.add(second(json.field("cls")));
                behind.add(second(json.field("sep")));
            }
            default -> throw type.refusal("TemplateProcessing or BertProcessing");
        }
    }

    private static int second(StrictJson pair) throws FileFormatException {
        final List<StrictJson> elements = pair.elements("a token's text and number");
        if (elements.size() != 2) {
            throw pair.refusal("a token's text and number");
        }
        return elements.get(1).wholeNumber(0, MOST - 1);
    }

    /** The longest special token that begins at a place of a text, or null. */
    Special specialAt(String text, int at) {
        Special longest = null;
        for (final Special special : specials) {
            if (text.startsWith(special.text(), at)
                    && (longest == null
                            || special.text().length() > longest.text().length())) {
                longest = special;
            }
        }
        return longest;
    }
}
