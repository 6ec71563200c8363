package dev.nervure.study.layers;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.PixelReach;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;

/**
 * The positions of a layer that see most of the foreground of a sample, or of its background: those
 * that the pixels of its mask feed most strongly ({@link PixelReach}).
 */
final class ForegroundRanking {
  /**
   * Strengths as near as this are equal: the reach of a pixel is kept in float32, and positions
   * whose surroundings are alike differ by its rounding.
   */
  private static final double TIE = 1e-6;

  private final PixelReach reach;
  private final LabelledSamples masks;
  private final boolean background;

  /**
   * @param reach of pixels into the layer
   * @param masks of all samples of the data as opened: foreground is what is not 0 in any channel
   * @param background whether the pixels outside count instead
   */
  ForegroundRanking(PixelReach reach, LabelledSamples masks, boolean background) {
    this.reach = reach;
    this.masks = masks;
    this.background = background;
    int[] shape = masks.sampleShape();
    int rank = shape.length;
    if (rank < 2 || shape[rank - 2] != reach.height() || shape[rank - 1] != reach.width()) {
      throw new BadDataException(
          "has masks of shape %s, but the network takes images of %d x %d"
              .formatted(Arrays.toString(shape), reach.height(), reach.width()),
          masks.description(),
          "Give masks of that height and width, as images or an array of samples x height x width.");
    }
  }

  /**
   * The best positions of a sample, in no order. Of equal ones, as many as places are left are
   * drawn at random: where the whole image is foreground, all positions away from the border are
   * equal, and the first would always be in the same corner. An empty mask leaves all to chance.
   *
   * @param sample its number in the data as opened
   */
  int[] best(int sample, int count, RandomStream stream) {
    double[] strengths = reach.strengths(pixels(sample));
    int[] order = stream.permutation(strengths.length);
    int[] best = new int[count];
    boolean[] taken = new boolean[strengths.length];
    for (int place = 0; place < count; place++) {
      double most = -1;
      for (int position : order) {
        if (!taken[position]) {
          most = Math.max(most, strengths[position]);
        }
      }
      for (int position : order) {
        if (!taken[position] && strengths[position] >= most * (1 - TIE)) {
          best[place] = position;
          taken[position] = true;
          break;
        }
      }
    }
    return best;
  }

  private boolean[] pixels(int sample) {
    NdArray mask = masks.read(new int[] {sample});
    float[] values = mask.floats();
    boolean[] pixels = new boolean[reach.height() * reach.width()];
    for (int i = 0; i < values.length; i++) {
      pixels[i % pixels.length] |= values[i] != 0;
    }
    if (background) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = !pixels[i];
      }
    }
    return pixels;
  }
}
