package io.memspike.serve.hole;

import io.memspike.serve.model.Kept;
import io.memspike.serve.model.ServedModels.Served;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.EventStream;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.Request;
import io.memspike.serve.site.Site;
import io.memspike.tasks.inpainting.AutoEncoder;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.PictureSession;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.PriorSamples;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The part of the page called Hole. */
public final class HolePart implements Part {
    private static final int MOST_REQUEST = 16 << 10;
    private static final int MOST_PICTURES = 64;
    private static final int MOST_KEPT = 8;

    private final Workshop workshop;
    private final Kept<String, AutoEncoderNetwork> networks = new Kept<>(MOST_KEPT);

    /** With what it needs. */
    public HolePart(Workshop workshop) {
        this.workshop = workshop;
    }

    /**
     * A model that fills holes.
     *
     * @param name as requests name it
     * @param side of its pictures, in pixels
     * @param steps of a picture without early stop
     * @param stop threshold of its own early stop
     * @param ofHole whether that watches the hole alone
     */
    record Painter(String name, int side, int steps, double stop, boolean ofHole) {}

    /**
     * A picture after a step.
     *
     * @param step from 1
     * @param greys the picture with its hole filled, 0 to 255, in Base64
     * @param change of the last step, as the early stop counts it; null of the first, and where nothing stops
     */
    record Step(int step, byte[] greys, Double change) {}

    /**
     * A picture that is finished.
     *
     * @param steps steps used
     * @param ofSteps steps without early stop
     * @param stopped whether it stopped by itself
     * @param threshold of the change; null where nothing stops
     * @param holeError mean squared error in the hole, in [−1, 1], against the picture as it was
     * @param operations synaptic operations
     */
    record Finished(int steps, int ofSteps, boolean stopped, Double threshold, double holeError, long operations) {}

    /**
     * Pictures from the prior.
     *
     * @param side of each, in pixels
     * @param pictures grey values, 0 to 255, in Base64
     */
    record Drawn(int side, List<byte[]> pictures) {}

    @Override
    public void routes(Site site) {
        site.get("/api/hole/models", request -> models());
        site.postEvents(
                "/api/hole/fill", MOST_REQUEST, HoleRequest.class, (request, body, client) -> fill(body, client));
        site.get("/api/hole/prior", this::drawn);
    }

    private List<Painter> models() throws IOException {
        final List<Painter> painters = new ArrayList<>();
        for (final Served served : workshop.models().all()) {
            if (served.paints()) {
                final AutoEncoder spec = AutoEncoders.spec(served.file(), served.model());
                final PictureStop stop = AutoEncoders.stop("model", served.file(), served.model());
                if (spec.side() == HoleRequest.SIDE || spec.side() == HoleRequest.SIDE + 4) { // what digits lie on
                    painters.add(
                            new Painter(served.name(), spec.side(), spec.steps(), stop.threshold(), stop.isOfHole()));
                }
            }
        }
        return painters;
    }

    private AutoEncoderNetwork network(Served served) throws Exception {
        return networks.of(
                served.name(),
                () -> AutoEncoders.of(
                        served.file(),
                        served.model(),
                        workshop.kernels(),
                        Networks.trained(served.file(), served.model())));
    }

    /** Fills as inpaint does, and tells each step. */
    private void fill(HoleRequest request, EventStream client) throws Exception {
        final Served served = workshop.models().of(request.model());
        final AutoEncoderNetwork network = network(served);
        final int most = network.spec().steps();
        final Canvas canvas = new Canvas(network.spec().side());
        final float[] picture = request.picture(canvas);
        final HoleMask hole = request.hole(canvas);
        final PictureStop stop = AutoEncoders.stop(request.stop(), served.file(), served.model());
        final PictureStop.Watch watch = stop == null ? null : stop.watch(hole);
        final PictureSession session = network.newSession();
        final float[] painted = new float[canvas.pixels()];
        session.begin(hole.cut(picture), Inpainting.seed(request.seed(), request.number()));
        if (watch != null) {
            watch.begin();
        }
        boolean isFinished = false;
        while (!isFinished && session.steps() < most && client.isOpen()) {
            session.step();
            session.reconstruction(painted);
            isFinished = watch != null && watch.isFinished(painted);
            final Double change = watch == null || session.steps() == 1 ? null : (Double) watch.change();
            client.send("step", new Step(session.steps(), Painted.greys(hole.fill(picture, painted)), change));
        }
        client.send(
                "finished",
                new Finished(
                        session.steps(),
                        most,
                        isFinished && session.steps() < most,
                        stop == null ? null : stop.threshold(),
                        hole.meanSquaredError(picture, painted),
                        session.synapticOperations()));
        client.end();
    }

    /** Draws as sample does. */
    private Drawn drawn(Request request) throws Exception {
        final AutoEncoderNetwork network = network(workshop.models().of(String.valueOf(request.query("model"))));
        final int count = (int) request.query("count", 16, 1, MOST_PICTURES);
        final long seed = request.query("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
        return new Drawn(
                network.spec().side(),
                PriorSamples.draw(network, count, seed, 1).stream()
                        .map(Painted::greys)
                        .toList());
    }
}
