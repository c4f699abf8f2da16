package io.memspike.datasets.sound.internal;

/**
 * A bank of filters as the ear has it: how loud each band of pitch is, every 10 ms, in decibels. {@link MelBands} from
 * 100 Hz on; a frame is 32 ms. The recording's loudest sample is taken as full scale, and a tone of full scale in the middle
 * of a band as 0 dB; values are {@code 1 + dB / 60}, cut to [0, 1]. Not thread-safe.
 */
public final class MelFilterBank {
    private static final double LOWEST_HERTZ = 100;
    private static final double RANGE_DECIBELS = 60;
    private static final double HOP_SECONDS = 0.01;
    private static final double WINDOW_SECONDS = 0.032;
    private static final double FAINTEST = 0x1p-15; // full scale of silence: one step of 16 bits

    private final int frames;
    private final int hop;
    private final MelBands bands;

    /**
     * A bank.
     *
     * @param rate samples a second, at least 1,000
     * @param bands number of bands, at least 1
     * @param frames of 10 ms each; sound beyond them is cut off, and silence follows a shorter one
     */
    public MelFilterBank(int rate, int bands, int frames) {
        if (rate < 1_000 || bands < 1 || frames < 1) {
            throw new IllegalArgumentException(
                    "filter bank: expected at least 1000 samples a second, 1 band and 1 frame, found " + rate + ", "
                            + bands + " and " + frames);
        }
        this.frames = frames;
        hop = (int) Math.rint(HOP_SECONDS * rate);
        this.bands = new MelBands(rate, bands, LOWEST_HERTZ, (int) Math.rint(WINDOW_SECONDS * rate));
    }

    /** Samples that the frames cover: what follows is not heard. */
    public int samples() {
        return (frames - 1) * hop + bands.samples();
    }

    /**
     * How loud each band is.
     *
     * @param sound a recording, in [−1, 1]. Not modified.
     * @param into receives [frames, bands], each in [0, 1]
     * @param offset where in it
     */
    public void loudness(double[] sound, float[] into, int offset) {
        double loudest = FAINTEST;
        for (final double sample : sound) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        for (int f = 0; f < frames; f++) {
            final boolean isSilent = !transform(sound, f * hop, loudest);
            for (int b = 0; b < bands.size(); b++) {
                into[offset + f * bands.size() + b] = isSilent ? 0f : value(energy(b));
            }
        }
    }

    /** Whether any of the sound lies in the frame. */
    private boolean transform(double[] sound, int from, double loudest) {
        if (from >= sound.length) {
            return false;
        }
        bands.begin();
        for (int i = 0; i < bands.samples() && from + i < sound.length; i++) {
            bands.put(i, sound[from + i], loudest);
        }
        bands.transform();
        return true;
    }

    private double energy(int band) {
        final double tone = bands.samples() / 4.0; // what a tone of full scale makes of its bin
        return bands.power(band) / (tone * tone);
    }

    private static float value(double energy) {
        final double decibels = 10 * StrictMath.log10(energy + 1e-30);
        return (float) Math.max(0, Math.min(1, 1 + decibels / RANGE_DECIBELS));
    }
}
