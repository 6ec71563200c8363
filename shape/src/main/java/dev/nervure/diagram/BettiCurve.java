package dev.nervure.diagram;

import java.util.Arrays;

/**
 * The Betti curve: the number of bars alive at each scale, a bar from its birth on and up to its
 * death without it. Bars without end count from their birth on. The curve's integral over the
 * finite bars is their lifespan sum.
 */
public final class BettiCurve {
  private BettiCurve() {}

  /** The curve on a grid. O(m log m + g) for m bars and g scales. */
  public static int[] of(PersistenceDiagram diagram, ScaleGrid grid) {
    double[] births = diagram.births();
    double[] deaths = diagram.deaths();
    Arrays.sort(deaths);
    int[] alive = new int[grid.size()];
    int born = 0;
    int dead = 0;
    for (int i = 0; i < alive.length; i++) {
      double scale = grid.scale(i);
      while (born < births.length && births[born] <= scale) {
        born++;
      }
      while (dead < deaths.length && deaths[dead] <= scale) {
        dead++;
      }
      alive[i] = born - dead;
    }
    return alive;
  }

  /** The largest number of bars alive at any scale, exactly; 0 without bars. O(m log m). */
  public static int peak(PersistenceDiagram diagram) {
    double[] births = diagram.births();
    double[] deaths = diagram.deaths();
    Arrays.sort(deaths);
    int peak = 0;
    int dead = 0;
    for (int born = 0; born < births.length; born++) {
      while (deaths[dead] <= births[born]) {
        dead++;
      }
      peak = Math.max(peak, born + 1 - dead);
    }
    return peak;
  }
}
