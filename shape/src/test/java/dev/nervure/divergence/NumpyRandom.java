package dev.nervure.divergence;

/**
 * {@code numpy.random.seed}, {@code rand} and {@code randn}: MT19937 (Matsumoto, Nishimura, 1998)
 * with 53 bits of two outputs a number, and the polar method of Marsaglia for normal numbers, so
 * that published examples can be repeated.
 */
public final class NumpyRandom {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;

  private final int[] state = new int[SIZE];
  private int position = SIZE;

  /** As {@code numpy.random.seed} leaves it. */
  public NumpyRandom(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** {@code numpy.random.rand(n, d)}. */
  public double[][] rand(int n, int d) {
    double[][] values = new double[n][d];
    for (double[] row : values) {
      for (int j = 0; j < d; j++) {
        row[j] = uniform();
      }
    }
    return values;
  }

  /** {@code numpy.random.randn(n, d)} of a fresh generator, n d even. */
  public double[][] randn(int n, int d) {
    double[][] values = new double[n][d];
    for (int k = 0; k < n * d; k += 2) {
      double x;
      double y;
      double square;
      do {
        x = 2 * uniform() - 1;
        y = 2 * uniform() - 1;
        square = x * x + y * y;
      } while (square >= 1 || square == 0);
      double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
      values[k / d][k % d] = factor * y;
      values[(k + 1) / d][(k + 1) % d] = factor * x;
    }
    return values;
  }

  private double uniform() {
    long high = next() >>> 5;
    long low = next() >>> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  private int next() {
    if (position == SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
        state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
      }
      position = 0;
    }
    int y = state[position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }
}
