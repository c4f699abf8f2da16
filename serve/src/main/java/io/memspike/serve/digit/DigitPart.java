package io.memspike.serve.digit;

import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.memristor.hardware.Placement;
import io.memspike.serve.model.Kept;
import io.memspike.serve.model.ServedModels.Served;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.Request;
import io.memspike.serve.site.Site;
import io.memspike.tasks.plan.ExitPolicies;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of the page called Digit. */
public final class DigitPart implements Part {
    private static final int MOST_REQUEST = 16 << 10;
    private static final int MOST_RECORDING = 4 << 20;

    private final Workshop workshop;
    private final DigitInputs inputs;
    private final Digits digits;
    private final Kept<String, List<Named>> named = new Kept<>(1); // models are tried once

    /** With what it needs. */
    public DigitPart(Workshop workshop) {
        this.workshop = workshop;
        this.inputs = new DigitInputs(workshop);
        this.digits = new Digits(workshop, inputs);
    }

    /**
     * A model that names digits.
     *
     * @param name as requests name it
     * @param encoder how what it sees becomes events
     * @param stop confidence above which it stops by itself; null where it has no such rule
     * @param readNoise of its training
     * @param adcBits of its training; 0 for exact reads
     * @param pruned share of its connections that are cut
     * @param sets data sets to try it on
     */
    record Named(
            String name,
            String encoder,
            Double stop,
            double readNoise,
            int adcBits,
            double pruned,
            List<String> sets) {}

    /** The weights behind a neuron of a request's model. */
    record WeightsRequest(DigitRequest of, String node, int neuron) {
        WeightsRequest {
            if (of == null || node == null) {
                throw new IllegalArgumentException("expected of and node, found one of them missing");
            }
        }
    }

    @Override
    public void routes(Site site) {
        site.get("/api/digit/models", request -> named.of("all", this::models));
        site.get("/api/digit/sample", this::sample);
        site.post("/api/digit/run", MOST_REQUEST, DigitRequest.class, (request, body) -> digits.run(body));
        site.conversation("/api/digit/live", DigitRequest.class, digits::run);
        site.post("/api/digit/weights", MOST_REQUEST, WeightsRequest.class, (request, body) -> weights(body));
        site.postBytes(
                "/api/digit/recording",
                MOST_RECORDING,
                (request, bytes) -> Map.of("recording", inputs.add(bytes, request.query("name"))));
    }

    private List<Named> models() throws Exception {
        final List<Named> named = new ArrayList<>();
        for (final Served served : workshop.models().all()) {
            if (served.names() && takesDigits(served)) {
                final Placement trained = Networks.trained(served.file(), served.model());
                named.add(new Named(
                        served.name(),
                        inputs.encoding(served).toString(),
                        stop(served),
                        trained.standard().readNoise(),
                        trained.standard().converters().bits(),
                        Pruning.share(served.model()),
                        sets()));
            }
        }
        return named;
    }

    /** Whether a blank page, as its encoder shows it, is of its input's shape. */
    private boolean takesDigits(Served served) {
        try {
            final Samples blank = inputs.encoding(served)
                    .encode(DigitInputs.drawing(new byte[DigitRequest.SIDE * DigitRequest.SIDE]), 1);
            Networks.of(served.file(), served.model(), blank, workshop.kernels());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false; // it sees something else
        }
    }

    private static Double stop(Served served) {
        final String own = served.model().metadata().get(ExitPolicies.KEY);
        return own != null && own.startsWith("confidence:")
                ? (Double) Double.parseDouble(own.substring(own.indexOf(':') + 1))
                : null;
    }

    private List<String> sets() {
        return DigitInputs.SETS.stream().filter(workshop.sets()::isPresent).toList();
    }

    /** A test sample: what it is of, and where it is a still image its pixels. */
    private Map<String, Object> sample(Request request) throws Exception {
        final String dataset = String.valueOf(request.query("dataset"));
        final Samples samples = inputs.raw(dataset);
        final int number = (int) request.query("sample", 0, 0, Integer.MAX_VALUE);
        DigitInputs.requireSample(dataset, samples, number);
        final Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("size", samples.size());
        sample.put("label", samples.label(number));
        if (samples instanceof ImageSet images && images.height() == DigitRequest.SIDE) {
            final int offset = images.offset(number);
            sample.put(
                    "pixels",
                    java.util.Arrays.copyOfRange(
                            images.pixels(), offset, offset + DigitRequest.SIDE * DigitRequest.SIDE));
        } else {
            sample.put("pixels", null);
        }
        return sample;
    }

    private NeuronWeights weights(WeightsRequest asked) throws Exception {
        final DigitRequest of = asked.of();
        final Served served = workshop.models().of(of.model());
        final DigitInputs.Shown shown = inputs.of(of, served);
        return NeuronWeights.of(
                digits.prepared(of.bench(), served, shown.samples(), of.dataset()), asked.node(), asked.neuron());
    }
}
