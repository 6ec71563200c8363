package dev.nervure.stats;

/**
 * A seeded stream of random numbers with the same bits on every machine, and streams derived from
 * it by key. SplitMix64 (Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195): a counter stepped
 * by the golden ratio, mixed.
 *
 * <p>Deriving does not advance the stream: the derived stream depends on the seed and the key
 * alone, so that parallel work may take its streams in any order. Not thread safe; one per task.
 */
public final class RandomStream {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private final long seed;
  private long state;
  private double spareGaussian;
  private boolean hasSpareGaussian;

  private RandomStream(long seed) {
    this.seed = seed;
    this.state = seed;
  }

  /** The stream of a seed. */
  public static RandomStream seeded(long seed) {
    return new RandomStream(mix(seed ^ 0x4E455256555245L));
  }

  /** The stream of this stream's seed and a number. */
  public RandomStream derive(long key) {
    return new RandomStream(mix(seed + mix(key + GOLDEN) * GOLDEN));
  }

  /** The stream of this stream's seed and a name. */
  public RandomStream derive(String key) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001B3L;
    }
    return derive(mix(hash));
  }

  /** 64 random bits. */
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * UNIT;
  }

  /** Normal with mean 0 and variance 1 (polar method of Marsaglia). */
  public double nextGaussian() {
    if (hasSpareGaussian) {
      hasSpareGaussian = false;
      return spareGaussian;
    }
    while (true) {
      double u = 2 * nextDouble() - 1;
      double v = 2 * nextDouble() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        double factor = Math.sqrt(-2 * StrictMath.log(s) / s);
        spareGaussian = v * factor;
        hasSpareGaussian = true;
        return u * factor;
      }
    }
  }

  /**
   * Uniform in [0, bound), without bias.
   *
   * @throws IllegalArgumentException when bound is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive but was " + bound);
    }
    while (true) {
      long bits = nextLong() >>> 33;
      long value = bits % bound;
      if (bits - value + (bound - 1) < 1L << 31) {
        return (int) value;
      }
    }
  }

  /** The numbers 0 .. n - 1 in random order. */
  public int[] permutation(int n) {
    return sampleWithoutReplacement(n, n);
  }

  /**
   * k different numbers of 0 .. n - 1, in the order in which they were drawn. O(n) time and memory.
   *
   * @throws IllegalArgumentException unless {@code 0 <= k <= n}
   */
  public int[] sampleWithoutReplacement(int n, int k) {
    if (k < 0 || k > n) {
      throw new IllegalArgumentException("k must be in [0, " + n + "] but was " + k);
    }
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
    }
    int[] drawn = new int[k];
    for (int i = 0; i < k; i++) {
      int other = i + nextInt(n - i);
      drawn[i] = numbers[other];
      numbers[other] = numbers[i];
    }
    return drawn;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
