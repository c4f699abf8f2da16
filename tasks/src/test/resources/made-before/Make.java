// Writes autoencoder-checkpoint.safetensors, autoencoder-compact.safetensors, autoencoder.safetensors, conv-checkpoint.safetensors, conv.safetensors, events.safetensors, mlp-converters.safetensors, pictures.safetensors and expected.properties.
import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.file.Tensor;
import io.memspike.core.file.TensorType;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.vae.VaeSession;
import io.memspike.datasets.EventFile;
import io.memspike.datasets.EventFileWriter;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.ImageSets;
import io.memspike.datasets.Split;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.device.FormedRram;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.ConverterPlan;
import io.memspike.tasks.Converters;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.inpainting.Canvas;
import io.memspike.tasks.inpainting.Hole;
import io.memspike.tasks.inpainting.HoleMask;
import io.memspike.tasks.inpainting.ImageSource;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.InpaintingPlan;
import io.memspike.tasks.inpainting.InpaintingProgress;
import io.memspike.tasks.inpainting.InpaintingTraining;
import io.memspike.tasks.inpainting.Picture;
import io.memspike.tasks.inpainting.PictureClassifier;
import io.memspike.tasks.inpainting.PictureClassifierTraining;
import io.memspike.tasks.inpainting.Pictures;
import io.memspike.tasks.ShippedModels;
import io.memspike.tasks.inpainting.StillPictures;
import io.memspike.tasks.inpainting.VaeNetwork;
import io.memspike.topology.Loss;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the files of this folder, and what came of them. It needs the classes of commit 7d29d69: README.md says how to run
 * it there.
 */
final class Make {
    private static final Kernels KERNELS = new ScalarKernels();
    private static final ReadNoise NOISE = new ReadNoise(0.1, 1);
    private static final int DIGITS = 8;
    private static final Canvas CANVAS = new Canvas(32);
    private static final Canvas BARS = new Canvas(16);

    private final Path directory;
    private final StringBuilder expected = new StringBuilder();

    private Make(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws IOException {
        final Make make = new Make(Path.of(args[0]));
        make.events();
        make.conv();
        make.convCheckpoint();
        make.mlpWithConverters();
        make.pictures();
        make.autoEncoder();
        make.shipped();
        make.trainings();
        Files.writeString(make.directory.resolve("expected.properties"), make.expected);
    }

    // ---- what is written down

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest sha, float[] values, int count) {
        final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(values[i]);
        }
        sha.update(bytes.array());
    }

    private void expect(String key, MessageDigest sha) {
        expected.append(key)
                .append('=')
                .append(HexFormat.of().formatHex(sha.digest()))
                .append('\n');
    }

    /** The mean read-outs of every step of every sample. */
    private void expectLogits(String key, Network network, EventSamples samples) {
        final NetworkSession session = network.newSession();
        final EventFrames frames = EventFrames.of(samples);
        final MessageDigest sha = sha256();
        for (int i = 0; i < samples.size(); i++) {
            samples.load(i, frames);
            session.reset(i);
            for (int t = 0; t < frames.steps(); t++) {
                session.step(frames.step(t));
                add(sha, session.mean(), network.classes());
            }
        }
        expect(key, sha);
    }

    private void expectLogits(String name, Model model, EventSamples samples) {
        final Converters converters = Converters.trainedWith(model);
        expectLogits(
                name + ".exact",
                ModelNetwork.of(model, samples.shape(), KERNELS, ReadNoise.NONE, converters),
                samples);
        expectLogits(name + ".noisy", ModelNetwork.of(model, samples.shape(), KERNELS, NOISE, converters), samples);
    }

    /** The pictures of every step, filled and drawn. */
    private void expectPictures(String key, Model model, ReadNoise noise, HoleMask hole, float[]... pictures) {
        final VaeSession session = VaeNetwork.of(model, KERNELS, noise).newSession();
        final int steps = Integer.parseInt(model.metadata().get("steps"));
        final float[] drawn = new float[pictures[0].length];
        final MessageDigest sha = sha256();
        for (int i = 0; i < pictures.length; i++) {
            session.begin(hole.cut(pictures[i]), Inpainting.seed(3, i));
            for (int t = 0; t < steps; t++) {
                session.step();
                session.reconstruction(drawn);
                add(sha, drawn, drawn.length);
            }
            session.beginSample(Inpainting.seed(4, i));
            for (int t = 0; t < steps; t++) {
                session.step();
                session.reconstruction(drawn);
                add(sha, drawn, drawn.length);
            }
        }
        expect(key, sha);
    }

    private void expectTensors(String key, Model model) throws IOException {
        final Path path = Files.createTempFile("made", ".safetensors");
        model.write(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            for (final String name : file.names()) {
                final Tensor tensor = file.tensor(name);
                final MessageDigest sha = sha256();
                if (tensor.type() == TensorType.U8) {
                    sha.update(tensor.bytes());
                } else {
                    add(sha, tensor.floats(), (int) tensor.elements());
                }
                expect(key + "." + name, sha);
            }
        }
        Files.delete(path);
    }

    // ---- what is made

    private static EventSamples digits(Split split, int count) throws IOException {
        return new ClassifierData(ImageSets.ofSystem()).samples(ImageSets.MNIST, split, count);
    }

    private EventSamples events() throws IOException {
        final Path path = directory.resolve("events.safetensors");
        if (!Files.exists(path)) {
            new EventFileWriter(digits(Split.TEST, DIGITS), Map.of("dataset", "mnist"), 1).write(path, done -> {});
        }
        return EventFile.open(path);
    }

    private static Model train(ClassifierPlan plan, Path checkpoint, TrainingProgress progress) throws IOException {
        final ClassifierTraining training =
                ClassifierTraining.start(plan, digits(Split.TRAIN, plan.samples()));
        training.run(checkpoint, KERNELS, 2, progress);
        return training.model();
    }

    private static ClassifierPlan plan(
            String network, int samples, Mode mode, Loss loss, int epochs, int batch, double rate, double decay) {
        return new ClassifierPlan(
                network, "mnist", samples, 2_000, mode, loss, epochs, batch, rate, decay, 0.5, 0, 1, 0);
    }

    private void conv() throws IOException {
        final Model model =
                train(plan("conv", 600, Mode.PRUNE, Loss.RUNNING, 1, 32, 1e-3, 1e-4), null, TrainingProgress.NONE);
        model.write(directory.resolve("conv.safetensors"));
        expectLogits("conv", model, events());
        expectTensors("trained.conv", model);
    }

    private void convCheckpoint() throws IOException {
        final Path growing = directory.resolve("growing.safetensors");
        final Model end = train(
                plan("conv", 64, Mode.PRUNE, Loss.RUNNING, 2, 32, 1e-3, 1e-4), growing, new TrainingProgress() {
                    @Override
                    public void epochDone(EpochResult result) {
                        if (result.epoch() == 1) {
                            copy(growing, directory.resolve("conv-checkpoint.safetensors"));
                        }
                    }
                });
        Files.delete(growing);
        expectTensors("resumed.conv", end);
        expectLogits("conv-checkpoint", Model.read(directory.resolve("conv-checkpoint.safetensors")), events());
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mlpWithConverters() throws IOException {
        final List<LayerSpec> layers = List.of(
                new LayerSpec.Linear(2312, 16, 0.01f),
                new LayerSpec.Lif(0.2f, 0.5f, 0.1f),
                new LayerSpec.Linear(16, 10, 0.01f),
                new LayerSpec.Readout(0.1f));
        final Map<Integer, float[]> weights = new LinkedHashMap<>();
        final Map<Integer, byte[]> masks = new LinkedHashMap<>();
        for (int i = 0; i < 4; i += 2) {
            final LayerSpec.Weighted layer = (LayerSpec.Weighted) layers.get(i);
            final byte[] mask = new byte[layer.weights()];
            for (int w = 0; w < mask.length; w++) {
                mask[w] = (byte) (w % 3 == 0 ? 0 : 1);
            }
            weights.put(i, MemristorArray.program(layer, FormedRram.prime(), 5, i).weights());
            masks.put(i, mask);
        }
        final ConverterPlan converters = new ConverterPlan(5, 0.3, 0, 0.99)
                .withMismatch(0.5, 0.02)
                .withDacBits(4);
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("seed", "5");
        metadata.put("dataset", "mnist");
        metadata.put("device", ModelNetwork.FORMED_RRAM);
        final Model plain = new Model(layers, weights, masks, Map.of(), metadata);
        final Converters found =
                ModelNetwork.calibrated(plain, converters, events(), KERNELS, ReadNoise.NONE, 5);
        metadata.put(
                "trainedWith",
                new ClassifierPlan(
                                "mlp", "mnist", 8, 0, Mode.PRUNE, Loss.RUNNING, 1, 8, 1e-3, 0, 0.5, 0, 5, 1)
                        .withConverters(converters)
                        .toJson());
        metadata.put("adcFullScales", json(found.fullScales()));
        metadata.put("dacFullScales", json(found.inputScales()));
        final Model model = new Model(layers, weights, masks, Map.of(), metadata);
        model.write(directory.resolve("mlp-converters.safetensors"));
        expectLogits("mlp-converters", model, events());
    }

    private static String json(Map<Integer, Double> scales) {
        final StringBuilder text = new StringBuilder();
        scales.forEach((layer, scale) -> text.append(text.isEmpty() ? "{" : ",")
                .append('"')
                .append(layer)
                .append("\":")
                .append(scale));
        return text.append('}').toString();
    }

    private static EventSamples stills() throws IOException {
        final List<Picture> pictures =
                Pictures.of(ImageSets.ofSystem().load(ImageSets.MNIST, Split.TEST), CANVAS, DIGITS);
        return new StillPictures(pictures, CANVAS, PictureClassifier.STEPS, 10);
    }

    private void pictures() throws IOException {
        final ImageSets sets = ImageSets.ofSystem();
        final Model model = PictureClassifierTraining.train(
                new PictureClassifierTraining.Plan("mnist", 10, 1, 1),
                Pictures.of(sets.load(ImageSets.MNIST, Split.TRAIN), CANVAS, 500),
                CANVAS,
                KERNELS,
                2,
                TrainingProgress.NONE);
        model.write(directory.resolve("pictures.safetensors"));
        expectLogits("pictures", model, stills());
    }

    /** Pictures of one bright column each. */
    private static float[][] bars(int count) {
        final float[][] images = new float[count][BARS.pixels()];
        for (int i = 0; i < count; i++) {
            for (int p = 0; p < images[i].length; p++) {
                images[i][p] = p % BARS.side() == 7 * i % BARS.side() ? 1f : -1f;
            }
        }
        return images;
    }

    private void autoEncoder() throws IOException {
        final Hole hole = new Hole(6, 6, 4, 4);
        final InpaintingPlan plan = new InpaintingPlan(
                "bars", 30, Mode.PRUNE, BARS.side(), 4, 6, 3, 5, 2, 10, 5e-3, true, 0.01, 0.5, hole, 3, 0);
        final ImageSource images = ImageSource.of(BARS.side(), bars(30));
        final Path growing = directory.resolve("growing.safetensors");
        final InpaintingTraining training = InpaintingTraining.start(plan, images);
        training.run(growing, Duration.ZERO, KERNELS, 2, new InpaintingProgress() {
            private int updates;

            @Override
            public void updated(int epoch, int done, int of, double reconstruction, double distance) {
                if (++updates == 5) { // four of six are in the file
                    copy(growing, directory.resolve("autoencoder-checkpoint.safetensors"));
                }
            }
        });
        Files.delete(growing);
        final Model end = training.model();
        end.write(directory.resolve("autoencoder.safetensors"));
        VaeNetwork.writeCompact(end, directory.resolve("autoencoder-compact.safetensors"));
        expectTensors("resumed.autoencoder", end);
        for (final String name : List.of("autoencoder", "autoencoder-checkpoint", "autoencoder-compact")) {
            final Model read = ModelNetwork.read(directory.resolve(name + ".safetensors"));
            final HoleMask mask = HoleMask.of(BARS, hole);
            expectPictures(name + ".exact", read, ReadNoise.NONE, mask, bars(4));
            expectPictures(name + ".noisy", read, NOISE, mask, bars(4));
        }
    }

    private void shipped() throws IOException {
        expectLogits("shipped-pictures", ShippedModels.pictureClassifier(), stills());
        final Model model = ShippedModels.inpainting();
        final HoleMask hole = HoleMask.of(CANVAS, Hole.prime());
        final float[][] pictures = Pictures.of(ImageSets.ofSystem().load(ImageSets.MNIST, Split.TEST), CANVAS, 2)
                .stream()
                .map(Picture::pixels)
                .toArray(float[][]::new);
        expectPictures("shipped-inpainting.exact", model, ReadNoise.NONE, hole, pictures);
        expectPictures("shipped-inpainting.noisy", model, NOISE, hole, pictures);
    }

    private void trainings() throws IOException {
        final TrainingProgress none = TrainingProgress.NONE;
        expectTensors(
                "trained.conv-weights",
                train(plan("conv", 300, Mode.WEIGHTS, Loss.MEAN, 1, 128, 1e-3, 0), null, none));
        expectTensors("trained.mlp", train(plan("mlp", 1000, Mode.PRUNE, Loss.RUNNING, 1, 128, 3e-3, 0), null, none));
        final ClassifierPlan penalised = new ClassifierPlan(
                "mlp", "mnist", 400, 2_000, Mode.PRUNE, Loss.RUNNING, 1, 128, 3e-3, 0, 0.5, 1, 1, 0);
        expectTensors(
                "trained.mlp-converters", train(penalised.withConverters(new ConverterPlan(4, 0.8, 0, 0.99)), null, none));
        final ImageSet set = ImageSets.ofSystem().load(ImageSets.MNIST, Split.TRAIN);
        for (final Mode mode : Mode.values()) {
            final InpaintingPlan plan = new InpaintingPlan(
                    "mnist", 200, mode, 32, 8, 16, 5, 16, 1, 50, 4e-3, true, 0.01, 0.5, Hole.prime(), 1, 0);
            final InpaintingTraining training = InpaintingTraining.start(plan, Pictures.source(set, CANVAS, 200));
            training.run(null, Duration.ofDays(1), KERNELS, 2, InpaintingProgress.NONE);
            expectTensors("trained.autoencoder-" + mode.name().toLowerCase(), training.model());
        }
    }
}
