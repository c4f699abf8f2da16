package io.memspike.tasks.language.internal;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.token.Embedding;
import io.memspike.core.run.Network;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.datasets.text.WordPiece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * An encoder of texts with its tokenizer, as a model file holds both. Immutable and thread-safe.
 *
 * @param file the file
 * @param model graph and tensors
 * @param tokenizer makes tokens of texts
 */
public record LanguageModel(Path file, Model model, WordPiece tokenizer) {
    /** Metadata: the tokenizer's JSON. */
    public static final String TOKENIZER = "tokenizer";

    /** Metadata: a digest of all tensors, by which adapters know their encoder; {@code encoder} is what made spikes of samples. */
    public static final String DIGEST = "textEncoder";

    /** A file with an encoder of texts. */
    public static LanguageModel read(Path file) throws IOException {
        final Model model = Model.read(file);
        final String tokenizer = model.metadata().get(TOKENIZER);
        if (tokenizer == null || model.metadata().get(DIGEST) == null) {
            throw new FileFormatException(
                    file, "metadata " + TOKENIZER, "an encoder of texts, as language import writes it", "nothing");
        }
        final WordPiece pieces = WordPiece.parse(file + ": metadata " + TOKENIZER, tokenizer);
        requireEncoder(file, model, pieces);
        return new LanguageModel(file, model, pieces);
    }

    /** Refuses a graph that takes no tokens, or fewer than the tokenizer makes. */
    private static void requireEncoder(Path file, Model model, WordPiece pieces) throws FileFormatException {
        final Shape input = model.graph().input();
        final boolean isEncoder = model.graph().outputs().size() == 1
                && model.graph().node(model.graph().output()).kind() instanceof Mean pooled
                && pooled.over() != Mean.Over.TIME
                && model.graph().has("word")
                && model.graph().node("word").kind() instanceof Embedding;
        if (!isEncoder || input.channels() != 1 || input.height() != 1) {
            throw new FileFormatException(
                    file, "graph", "an encoder of tokens that ends in a mean over positions", "another graph");
        }
        requireEntries(file, pieces, ((Embedding) model.graph().node("word").kind()).entries());
    }

    /** Refuses a tokenizer of another vocabulary. */
    public static void requireEntries(Path file, WordPiece pieces, int entries) throws FileFormatException {
        if (pieces.entries() > entries) {
            throw new FileFormatException(
                    file, "tokenizer", "at most " + entries + " tokens, as the encoder has vectors", pieces.entries());
        }
    }

    /** A digest of tensors and their names. */
    public static String digest(Map<String, float[]> tensors) {
        final MessageDigest digest = sha256();
        tensors.forEach((name, values) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            final ByteBuffer bytes =
                    ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A digest of bytes. */
    static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public String digest() {
        return model.metadata().get(DIGEST);
    }

    /** Most tokens of a text. */
    public int most() {
        return model.graph().input().width();
    }

    /** Channels of an embedding. */
    public int channels() {
        return model.graph().shape(model.graph().output()).size();
    }

    /**
     * The tokens of a text, cut where there are too many.
     *
     * @throws IllegalArgumentException where there is no text
     */
    public int[] tokens(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("text: expected at least one word, found '" + text + "'");
        }
        return tokenizer.encode(text, most());
    }

    /** Ready to run. */
    public Network network(Kernels kernels) throws FileFormatException {
        try {
            return Network.of(
                    model.graph(),
                    model.tensors(),
                    (node, matrix) -> WeightedSynapses.of(matrix, model.effective(node.name()), kernels),
                    kernels);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }
}
