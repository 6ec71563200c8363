package dev.nervure.study.glassbox;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.stats.RandomStream;
import java.util.List;

/** Small images that are quick to tell apart: bars of other lengths and widths, in noise. */
final class GlassBoxImages {
  static final int SIDE = 12;

  private GlassBoxImages() {}

  /** As many of each class, in turn: a thick short bar, a thin long one. */
  static LabelledSamples of(int images, String... classNames) {
    float[] values = new float[images * SIDE * SIDE];
    int[] labels = new int[images];
    RandomStream random = RandomStream.seeded(3);
    for (int image = 0; image < images; image++) {
      labels[image] = image % classNames.length;
      int half = labels[image] == 0 ? 2 : 1;
      int length = labels[image] == 0 ? 6 : 10;
      int from = 1 + random.nextInt(SIDE - length);
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          boolean inside =
              Math.abs(row - SIDE / 2) < half && column >= from && column < from + length;
          values[(image * SIDE + row) * SIDE + column] =
              (float) Math.max(0, (inside ? 0.8 : 0.05) + 0.04 * random.nextGaussian());
        }
      }
    }
    return LabelledSamples.of(
        NdArray.of(values, images, 1, SIDE, SIDE), labels, List.of(classNames), "bars");
  }
}
