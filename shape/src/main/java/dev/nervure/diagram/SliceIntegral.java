package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The sliced Wasserstein distance of two diagrams with all directions, in closed form.
 *
 * <p>Take the bars of the first diagram and the projections of the second onto the diagonal with
 * sign +1, the bars of the second and the projections of the first with sign -1. Along a direction
 * e they stand in some order; with S the sum of the signs up to a place, the distance of that
 * direction is the sum of |S| times the gap behind the place, so the sum over all points v of (|S|
 * before v - |S| behind v) (e v), with factors of +1 and -1. Between two angles with one order its
 * integral is elementary.
 *
 * <p>Angles are bisected. Places that hold the same points at both ends of a range of angles are a
 * block, which no point leaves in between, as two points change their order once in a half-turn. A
 * block is done where it is a single point; where S cannot change its sign inside, since then the
 * factors do not depend on the order; and where it is a pair, whose angle of exchange is known.
 * What is left at a range of 2^-30 of the half-turn, where several points meet, is summed up with
 * the orders of both ends, and the error that this can make is returned.
 *
 * <p>Time: O(m^2 log m) for m bars at most, near O(m log m) where S rarely changes its sign.
 * Memory: O(m).
 */
final class SliceIntegral {
  /** The projections onto the diagonal meet at this angle, and nowhere else. */
  private static final double FROM = -Math.PI / 4;

  private static final double TO = 3 * Math.PI / 4;
  private static final double NARROW = (TO - FROM) / (1 << 30);
  private static final int SHORT = 24;

  private final double[] births;
  private final double[] deaths;
  private final byte[] signs;
  private final double[] keys;

  /** In how many more places of the one order a point has been seen than of the other. */
  private final byte[] balance;

  private final int[] spare;
  private final Progress progress;
  private double sum;
  private double error;

  private SliceIntegral(double[][] ofFirst, double[][] ofSecond, Progress progress) {
    double[][] first = without(ofFirst, ofSecond);
    double[][] second = without(ofSecond, ofFirst);
    double center = center(first, second);
    int bars = first.length + second.length;
    double[][] points = new double[2 * bars][];
    for (int i = 0; i < bars; i++) {
      boolean isFirst = i < first.length;
      double[] bar = isFirst ? first[i] : second[i - first.length];
      double birth = bar[0] - center;
      double death = bar[1] - center;
      double middle = (birth + death) / 2;
      points[2 * i] = new double[] {birth, death, isFirst ? 1 : -1, middle};
      points[2 * i + 1] = new double[] {middle, middle, isFirst ? -1 : 1, middle};
    }
    // Just behind the first angle, and just before the last, what met there stands in this order.
    Arrays.sort(points, Comparator.comparingDouble(point -> point[3]));
    births = new double[points.length];
    deaths = new double[points.length];
    signs = new byte[points.length];
    for (int i = 0; i < points.length; i++) {
      births[i] = points[i][0];
      deaths[i] = points[i][1];
      signs[i] = (byte) points[i][2];
    }
    keys = new double[points.length];
    balance = new byte[points.length];
    spare = new int[points.length];
    this.progress = progress;
  }

  /**
   * The bars of one diagram that the other does not have, each as often as it has more of them: the
   * others add to both sides alike.
   */
  private static double[][] without(double[][] bars, double[][] others) {
    double[][] left = new double[bars.length][];
    int count = 0;
    int other = 0;
    for (double[] bar : bars) {
      while (other < others.length && Arrays.compare(others[other], bar) < 0) {
        other++;
      }
      if (other < others.length && Arrays.equals(others[other], bar)) {
        other++;
      } else {
        left[count++] = bar;
      }
    }
    return Arrays.copyOf(left, count);
  }

  /** Differences along the diagonal lose fewest digits about the middle. */
  private static double center(double[][] first, double[][] second) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[][] bars : new double[][][] {first, second}) {
      for (double[] bar : bars) {
        low = Math.min(low, bar[0]);
        high = Math.max(high, bar[1]);
      }
    }
    return low <= high ? low / 2 + high / 2 : 0;
  }

  /** The distance of finite bars, with the bound of its error. */
  static BoundedValue of(double[][] first, double[][] second, Progress progress) {
    SliceIntegral integral = new SliceIntegral(first, second, progress);
    int[] all = new int[integral.signs.length];
    Arrays.setAll(all, i -> i);
    double root = Math.sqrt(0.5);
    integral.range(
        FROM, TO, integral.sorted(all, root, -root), integral.sorted(all, -root, root), 0);
    return new BoundedValue(Math.max(0, integral.sum / Math.PI), integral.error / Math.PI);
  }

  /** Points in the order of their projections; where these are equal, by index. */
  private int[] sorted(int[] points, double cosine, double sine) {
    int[] order = points.clone();
    for (int point : points) {
      keys[point] = cosine * births[point] + sine * deaths[point];
    }
    sort(order, 0, order.length);
    return order;
  }

  private boolean isBefore(int one, int other) {
    return keys[one] != keys[other] ? keys[one] < keys[other] : one < other;
  }

  private void sort(int[] order, int start, int end) {
    if (end - start <= SHORT) {
      for (int i = start + 1; i < end; i++) {
        int point = order[i];
        int at = i;
        while (at > start && isBefore(point, order[at - 1])) {
          order[at] = order[at - 1];
          at--;
        }
        order[at] = point;
      }
      return;
    }
    int middle = (start + end) >>> 1;
    sort(order, start, middle);
    sort(order, middle, end);
    System.arraycopy(order, start, spare, start, middle - start);
    int left = start;
    int right = middle;
    for (int at = start; left < middle; at++) {
      order[at] =
          right < end && isBefore(order[right], spare[left]) ? order[right++] : spare[left++];
    }
  }

  /**
   * Adds the integral over a range of angles of the points of a block.
   *
   * @param before S before the first of them
   */
  private void range(double from, double to, int[] atFrom, int[] atTo, int before) {
    int start = 0;
    int level = before;
    int unequal = 0;
    for (int place = 0; place < atFrom.length; place++) {
      unequal += meet(atFrom[place], 1);
      unequal += meet(atTo[place], -1);
      if (unequal == 0) {
        block(from, to, atFrom, atTo, start, place + 1, level);
        for (int i = start; i <= place; i++) {
          level += signs[atFrom[i]];
        }
        start = place + 1;
      }
    }
  }

  /** Counts a point at a place of one of the orders; by how much more points are now unequal. */
  private int meet(int point, int step) {
    balance[point] += (byte) step;
    return balance[point] == 0 ? -1 : 1;
  }

  private void block(
      double from, double to, int[] atFrom, int[] atTo, int start, int end, int before) {
    int up = 0;
    for (int i = start; i < end; i++) {
      up += signs[atFrom[i]] > 0 ? 1 : 0;
    }
    int down = end - start - up;
    if (end - start == 1 || before - down >= 0 || before + up <= 0) {
      ordered(from, to, atFrom, start, end, before);
      return;
    }
    if (end - start == 2) {
      double exchange = exchange(atFrom[start], atFrom[start + 1], from, to);
      ordered(from, exchange, atFrom, start, end, before);
      ordered(exchange, to, atTo, start, end, before);
      return;
    }
    double middle = from + (to - from) / 2;
    if (to - from <= NARROW) {
      ordered(from, middle, atFrom, start, end, before);
      ordered(middle, to, atTo, start, end, before);
      error += spread(atFrom, start, end) * (to - from) * (to - from) / 2;
      return;
    }
    progress.checkCancelled();
    int[] first = Arrays.copyOfRange(atFrom, start, end);
    int[] second = sorted(first, StrictMath.cos(middle), StrictMath.sin(middle));
    range(from, middle, first, second, before);
    range(middle, to, second, Arrays.copyOfRange(atTo, start, end), before);
  }

  /** The angle at which two points have one projection, in a range in which they have. */
  private double exchange(int one, int other, double from, double to) {
    double angle = StrictMath.atan2(births[other] - births[one], deaths[one] - deaths[other]);
    double shifted = angle < FROM ? angle + Math.PI : angle >= TO ? angle - Math.PI : angle;
    return Math.max(from, Math.min(to, shifted));
  }

  /** Adds the integral over angles in which a block has one order, or in which none matters. */
  private void ordered(double from, double to, int[] order, int start, int end, int before) {
    double birth = 0;
    double death = 0;
    int level = before;
    for (int i = start; i < end; i++) {
      int point = order[i];
      int next = level + signs[point];
      int factor = Math.abs(level) - Math.abs(next);
      birth += factor * births[point];
      death += factor * deaths[point];
      level = next;
    }
    sum +=
        birth * (StrictMath.sin(to) - StrictMath.sin(from))
            + death * (StrictMath.cos(from) - StrictMath.cos(to));
  }

  /** How fast differences within a block can change with the angle. */
  private double spread(int[] order, int start, int end) {
    double sum = 0;
    for (int i = start + 1; i < end; i++) {
      double birth = births[order[i]] - births[order[start]];
      double death = deaths[order[i]] - deaths[order[start]];
      sum += Math.sqrt(birth * birth + death * death);
    }
    return sum;
  }
}
