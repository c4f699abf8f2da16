package io.memspike.tasks.inpainting;

import io.memspike.core.SpikeList;
import io.memspike.core.run.Session;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import java.util.List;

/**
 * Pictures with their holes, shown to an auto-encoder whose converters are looked at.
 *
 * @param steps steps that each is shown for
 * @param hole what is missing
 * @param pictures the originals; the first {@link ConverterCalibration#SAMPLES} are shown
 * @param seed seed of the random choices; each picture has its own from it
 */
public record HoledPictures(int steps, HoleMask hole, List<Picture> pictures, long seed)
        implements ConverterCalibration.Presentation {
    public HoledPictures {
        pictures = List.copyOf(pictures);
    }

    @Override
    public void show(Session session) {
        final int pixels = hole.canvas().pixels();
        final SpikeList image = new SpikeList(pixels);
        for (int i = 0; i < Math.min(ConverterCalibration.SAMPLES, pictures.size()); i++) {
            image.compact(hole.cut(pictures.get(i).pixels()), pixels);
            session.reset(Inpainting.seed(seed, i));
            session.step(image);
            for (int t = 1; t < steps; t++) {
                session.step();
            }
        }
    }
}
