package dev.nervure.glassbox.block;

/**
 * {@linkplain Lifting Lifted maps} after ReLU, averaged over the disc within the image: for each
 * filter a function on the group of its turns, which a turn of the image moves from the left.
 */
final class LiftedAverages {
  private final Lifting lifting;
  private final Disc disc;

  LiftedAverages(String block, ImageSize size, BlockSettings settings) {
    lifting = new Lifting(block, size, settings);
    disc = new Disc(size);
  }

  /** How images are lifted. */
  Lifting lifting() {
    return lifting;
  }

  /** By filter, one value per element of the group. */
  double[][] of(double[] image) {
    double[][] averages = new double[lifting.filters().size()][lifting.group().order()];
    for (int filter = 0; filter < averages.length; filter++) {
      double[][] maps = lifting.of(filter, image);
      for (int element = 0; element < maps.length; element++) {
        double sum = 0;
        for (double value : disc.of(maps[element])) {
          sum += value;
        }
        averages[filter][element] = sum / disc.pixels();
      }
    }
    return averages;
  }

  /** Bytes that a call of {@link #of} takes. */
  long memory() {
    return lifting.memory() + 8L * lifting.filters().size() * lifting.group().order();
  }
}
