package dev.nervure.study.demo;

import dev.nervure.study.profile.ProfileOptions;
import java.nio.file.Path;

/**
 * What the demonstration does.
 *
 * @param folder its run directory
 * @param trainingSamples glyphs to train on
 * @param testSamples glyphs to test and to profile on
 * @param epochs passes through the training glyphs
 * @param seed of everything random
 * @param threads layers measured at a time; no figure depends on it
 */
public record DemoOptions(
    Path folder, int trainingSamples, int testSamples, int epochs, long seed, int threads) {
  /** Checks the numbers. */
  public DemoOptions {
    requirePositive("training samples", trainingSamples);
    requirePositive("test samples", testSamples);
    requirePositive("epochs", epochs);
    requirePositive("threads", threads);
  }

  /** 4000 glyphs for training, 1500 for the test, 6 epochs. */
  public static DemoOptions of(Path folder) {
    return new DemoOptions(folder, 4000, 1500, 6, 1, Runtime.getRuntime().availableProcessors());
  }

  /** The same with another seed. */
  public DemoOptions withSeed(long changed) {
    return new DemoOptions(folder, trainingSamples, testSamples, epochs, changed, threads);
  }

  /** The same with another number of threads. */
  public DemoOptions withThreads(int changed) {
    return new DemoOptions(folder, trainingSamples, testSamples, epochs, seed, changed);
  }

  /** The same with other numbers of glyphs and epochs. */
  public DemoOptions withSize(int training, int test, int passes) {
    return new DemoOptions(folder, training, test, passes, seed, threads);
  }

  /** The options of its profile. */
  ProfileOptions profile() {
    return ProfileOptions.defaults().withSeed(seed).withThreads(threads);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1 but was " + value);
    }
  }
}
