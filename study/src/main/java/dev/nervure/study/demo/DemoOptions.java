package dev.nervure.study.demo;

import dev.nervure.study.layers.LayerOptions;

/**
 * What the demonstration does.
 *
 * @param trainingSamples glyphs to train on
 * @param testSamples glyphs to test and to profile on
 * @param epochs passes through the training glyphs
 * @param seed of everything random
 * @param threads layers measured at a time; no value depends on it
 */
public record DemoOptions(
    int trainingSamples, int testSamples, int epochs, long seed, int threads) {
  /** Glyphs for training, by default. */
  public static final int TRAINING_SAMPLES = 4000;

  /** Glyphs for the test and the profile, by default. */
  public static final int TEST_SAMPLES = 1500;

  /** Passes through the training glyphs, by default. */
  public static final int EPOCHS = 6;

  /** Checks the numbers. */
  public DemoOptions {
    requirePositive("training samples", trainingSamples);
    requirePositive("test samples", testSamples);
    requirePositive("epochs", epochs);
    requirePositive("threads", threads);
  }

  /** The default numbers of glyphs and epochs. */
  public static DemoOptions defaults() {
    return new DemoOptions(
        TRAINING_SAMPLES, TEST_SAMPLES, EPOCHS, 1, Runtime.getRuntime().availableProcessors());
  }

  /** The same with another seed. */
  public DemoOptions withSeed(long changed) {
    return new DemoOptions(trainingSamples, testSamples, epochs, changed, threads);
  }

  /** The same with another number of threads. */
  public DemoOptions withThreads(int changed) {
    return new DemoOptions(trainingSamples, testSamples, epochs, seed, changed);
  }

  /** The same with other numbers of glyphs and epochs. */
  public DemoOptions withSize(int training, int test, int passes) {
    return new DemoOptions(training, test, passes, seed, threads);
  }

  /** The options of its profile. */
  LayerOptions profile() {
    return LayerOptions.defaults().withSeed(seed).withThreads(threads);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1 but was " + value);
    }
  }
}
