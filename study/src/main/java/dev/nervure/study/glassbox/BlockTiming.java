package dev.nervure.study.glassbox;

import dev.nervure.glassbox.block.FeatureBlock;

/** How long a block takes, for plans: nothing else tells it for every block and size of image. */
final class BlockTiming {
  private static final int MOST_CALLS = 20;
  private static final long LONG_ENOUGH_NANOS = 300_000_000L;
  private static final double NANOS = 1e9;

  private BlockTiming() {}

  /**
   * Seconds an image on one thread, of the fastest of up to 20 calls with the first image, as many
   * as fit into 0.3 s: the first ones are those of code that is not compiled yet.
   *
   * @param images at least one
   */
  static double secondsPerImage(FeatureBlock block, GreyImages images) {
    double[] image = images.grey(images.colored(0, 1).floats(), 0);
    double[][] call = new double[block.batch()][];
    for (int i = 0; i < call.length; i++) {
      call[i] = image;
    }
    long begun = System.nanoTime();
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < MOST_CALLS && System.nanoTime() - begun < LONG_ENOUGH_NANOS; i++) {
      long start = System.nanoTime();
      block.of(call);
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    return fastest / NANOS / call.length;
  }
}
