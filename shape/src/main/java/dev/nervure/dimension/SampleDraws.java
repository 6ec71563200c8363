package dev.nervure.dimension;

import dev.nervure.stats.RandomStream;

/** How the samples of one size are drawn from a population. */
enum SampleDraws {
  /** One random sample. */
  SINGLE(0),

  /**
   * Many samples, in which every point occurs about equally often: the population lies on circles
   * in random order, and samples are arcs of equal length at equal distances. E_a is nearly a sum
   * of what each point contributes with its surroundings; in the mean over the samples of a circle
   * every point counts alike, so that what is left to chance is only who meets whom.
   */
  BALANCED(3),

  /** The same on one circle. */
  BALANCED_ONCE(1);

  /** How often a circle takes every point, at least. */
  private static final int TIMES_A_CIRCLE = 2;

  /** Circles a size; 0 where there are none. */
  private final int circles;

  SampleDraws(int circles) {
    this.circles = circles;
  }

  /**
   * Draws samples.
   *
   * @param size of a sample, at most that of the population
   */
  int[][] of(int[] population, int size, RandomStream stream) {
    int n = population.length;
    if (this == SINGLE) {
      return new int[][] {arc(stream.sampleWithoutReplacement(n, size), 0, size, population)};
    }
    int arcs = (TIMES_A_CIRCLE * n + size - 1) / size;
    int[][] samples = new int[circles * arcs][];
    for (int c = 0; c < circles; c++) {
      int[] circle = stream.derive(c).permutation(n);
      for (int a = 0; a < arcs; a++) {
        int from = (int) ((long) a * n / arcs);
        samples[c * arcs + a] = arc(circle, from, size, population);
      }
    }
    return samples;
  }

  private static int[] arc(int[] circle, int from, int size, int[] population) {
    int[] sample = new int[size];
    for (int i = 0; i < size; i++) {
      sample[i] = population[circle[(from + i) % circle.length]];
    }
    return sample;
  }
}
