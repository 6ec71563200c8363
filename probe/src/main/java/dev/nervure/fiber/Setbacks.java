package dev.nervure.fiber;

/**
 * Of one walk: when it gets no further in its direction, and how often it may try another one. Not
 * thread safe.
 */
final class Setbacks {

  /**
   * Draws in a row that may lead nowhere. As long as any direction stays inside the box, those that
   * point away from all such directions fill a half-space at most, so that a draw finds one with a
   * probability of at least a half; and a fold is left to one side or the other. All fail by bad
   * luck once in four thousand million times.
   */
  private static final int MOST_DRAWS = 32;

  /** A draw was not in vain where the walk came as far as this share of its first step since. */
  private static final double PROGRESS = 0.1;

  /** So many steps in a row are judged together. */
  private static final int WINDOW = 64;

  /** Steps creep where they are shorter than this share of the first one, on average. */
  private static final double CREEPING = 1e-3;

  private final WalkOptions options;

  /** The length walked before each of the last steps, in turn. */
  private final double[] lengths = new double[WINDOW];

  private int steps;
  private double lengthAtDraw;
  private int draws;

  Setbacks(WalkOptions options) {
    this.options = options;
  }

  /**
   * Notes a step. Along a kink that leads back, steps may shrink to the smallest: shorter ones need
   * no smaller corrections.
   *
   * @param length walked so far
   * @return whether the last {@value #WINDOW} steps were so short that as many of them as are
   *     allowed would not make up the length asked for
   */
  boolean creepsAt(double length) {
    int slot = steps % WINDOW;
    double mean = (length - lengths[slot]) / WINDOW;
    lengths[slot] = length;
    steps++;
    double needed = options.length() / options.stepBudget();
    return steps > WINDOW && mean < Math.min(needed, CREEPING * options.step());
  }

  /**
   * Whether another direction is to be drawn, which is noted.
   *
   * @param length walked so far
   */
  boolean drawsAt(double length) {
    if (length - lengthAtDraw > PROGRESS * options.step()) {
      draws = 0;
      lengthAtDraw = length;
    }
    steps = 0;
    return draws++ < MOST_DRAWS;
  }
}
