package dev.nervure.study.glassbox;

import dev.nervure.array.NdArray;
import dev.nervure.image.Resampling;
import dev.nervure.stats.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Images after a change, each by an amount that depends on the seed and its position in the data
 * alone. Immutable.
 */
final class ChangedImages {
  private final GreyImages images;
  private final ImageChange change;
  private final RandomStream random;

  ChangedImages(GreyImages images, ImageChange change, long seed) {
    this.images = images;
    this.change = change;
    this.random = RandomStream.seeded(seed).derive("change").derive(change.name());
  }

  /** Some of them with all their channels: samples x channels x height x width. */
  NdArray read(int from, int to) {
    NdArray batch = images.colored(from, to);
    if (change.equals(ImageChange.UPRIGHT)) {
      return batch;
    }
    float[] values = batch.floats();
    float[] moved = values.clone();
    int pixels = images.size().pixels();
    for (int image = from; image < to; image++) {
      int original = images.samples().originalIndex(image);
      @Nullable Resampling resampling = change.draw(images.size(), random.derive(original));
      for (int channel = 0; resampling != null && channel < images.channels(); channel++) {
        int start = ((image - from) * images.channels() + channel) * pixels;
        resampling.move(values, start, 1, moved);
      }
    }
    return NdArray.of(moved, batch.shape());
  }
}
