package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class NearestAnswerTest {

  /** The point may lie so much farther out than the boundary, for float32: a share. */
  private static final double EXACT = 2e-4;

  private static final Progress SILENT = Progress.none();

  private static long freshSeed() {
    return ThreadLocalRandom.current().nextLong();
  }

  /** Searches, and checks what is sure of the answer whatever the network. */
  private static OtherAnswer nearest(DifferentiableMap logits, Box box, double[] start) {
    WalkOptions options = WalkOptions.ofLength(50).withBox(box);
    OtherAnswer found = new NearestAnswer(logits, options, start).find(SILENT);
    assertThat(found).isNotNull();
    int before = Lead.answer(logits.value(start));
    assertThat(found.answer()).isNotEqualTo(before);
    assertThat(found.answer()).isEqualTo(Lead.answer(logits.value(found.input())));
    assertThat(found.output()).isEqualTo(logits.value(found.input()));
    assertThat(found.distance()).isEqualTo(Vectors.distance(start, found.input()));
    assertThat(box.contains(found.input())).isTrue();
    for (double share : new double[] {0.25, 0.5, 0.75, 1 - EXACT}) {
      double[] ahead = new double[start.length];
      Arrays.setAll(ahead, i -> start[i] + share * (found.input()[i] - start[i]));
      assertThat(Lead.answer(logits.value(ahead))).as("answer at %s", share).isEqualTo(before);
    }
    OtherAnswer again = new NearestAnswer(logits, options, start).find(SILENT);
    assertThat(again.input()).isEqualTo(found.input());
    return found;
  }

  private static double[] gaussian(int n, RandomStream random) {
    double[] x = new double[n];
    Arrays.setAll(x, i -> random.nextGaussian());
    return x;
  }

  private static double[][] gaussian(int rows, int columns, RandomStream random) {
    double[][] matrix = new double[rows][];
    Arrays.setAll(matrix, i -> gaussian(columns, random));
    return matrix;
  }

  @Test
  void findsTheNearestOfManyLinearAnswersExactly() {
    long seed = freshSeed();
    RandomStream random = RandomStream.seeded(seed);
    for (int outputs : new int[] {2, 3, 10, 200}) {
      double[][] weights = gaussian(outputs, 12, random);
      double[] start = gaussian(12, random);
      FormulaMap linear = FormulaMap.linear(weights);
      OtherAnswer found = nearest(linear, Box.NONE, start);

      double[] values = linear.value(start);
      int answer = Lead.answer(values);
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < outputs; i++) {
        if (i != answer) {
          double gap = values[answer] - values[i];
          least = Math.min(least, gap / Vectors.distance(weights[answer], weights[i]));
        }
      }
      assertThat(found.distance())
          .as("%d outputs, seed %d", outputs, seed)
          .isCloseTo(least, within(EXACT * least));
      assertThat(found.tried()).isEqualTo(Math.min(outputs - 1, found.tried()));
      assertThat(found.tried()).isLessThanOrEqualTo(NearestAnswer.MOST_TRIED);
    }
  }

  @Test
  void findsTheNearestOneWithinTheBox() {
    long seed = freshSeed();
    RandomStream random = RandomStream.seeded(seed);
    for (int round = 0; round < 20; round++) {
      double[][] weights = gaussian(6, 8, random);
      double[] start = new double[8];
      Arrays.setAll(start, i -> random.nextDouble());
      FormulaMap linear = FormulaMap.linear(weights);
      double[] values = linear.value(start);
      int answer = Lead.answer(values);
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < weights.length; i++) {
        if (i != answer) {
          double[] way = Vectors.minus(weights[i], weights[answer]);
          least = Math.min(least, toHalfSpace(start, way, values[answer] - values[i]));
        }
      }
      if (least < Double.POSITIVE_INFINITY) {
        assertThat(nearest(linear, Box.uniform(0, 1), start).distance())
            .as("round %d, seed %d", round, seed)
            .isCloseTo(least, within(EXACT * least));
      } else {
        WalkOptions options = WalkOptions.ofLength(50).withBox(Box.uniform(0, 1));
        assertThat(new NearestAnswer(linear, options, start).find(SILENT)).isNull();
      }
    }
  }

  /** Least distance in the unit box to where way (x - start) is the gap: clip(start + l way). */
  private static double toHalfSpace(double[] start, double[] way, double gap) {
    double low = 0;
    double high = 1e6;
    double[] x = new double[start.length];
    for (int k = 0; k < 200; k++) {
      double length = (low + high) / 2;
      Arrays.setAll(x, i -> Math.min(1, Math.max(0, start[i] + length * way[i])));
      if (Vectors.dot(way, Vectors.minus(x, start)) < gap) {
        low = length;
      } else {
        high = length;
      }
    }
    return high == 1e6 ? Double.POSITIVE_INFINITY : Vectors.distance(start, x);
  }

  /** The tie with the runner-up lies ten away, deep inside a third class that begins at 0.2. */
  @Test
  void anAnswerFarBehindMayBeTheNearest() {
    FormulaMap map =
        new FormulaMap(
            2,
            3,
            x -> new double[] {1, 0.9 + 0.01 * x[0], 5 * x[1] + 0.2 * x[0]},
            x -> new double[][] {{0, 0}, {0.01, 0}, {0.2, 5}});
    OtherAnswer found = nearest(map, Box.NONE, new double[2]);

    assertThat(found.answer()).isEqualTo(2);
    double least = 1 / Math.hypot(5, 0.2);
    assertThat(found.distance()).isCloseTo(least, within(EXACT * least));
  }

  /** One hidden layer of rectifiers, whose borders in the plane a scan finds. */
  private static FormulaMap rectifiers(int n, int width, int outputs, RandomStream random) {
    double[][] first = gaussian(width, n, random);
    double[] shift = gaussian(width, random);
    double[][] second = gaussian(outputs, width, random);
    return new FormulaMap(
        n,
        outputs,
        x -> {
          double[] z = new double[outputs];
          for (int k = 0; k < width; k++) {
            double hidden = Math.max(0, Vectors.dot(first[k], x) + shift[k]);
            for (int i = 0; i < outputs; i++) {
              z[i] += second[i][k] * hidden;
            }
          }
          return z;
        },
        x -> {
          double[][] rows = new double[outputs][n];
          for (int k = 0; k < width; k++) {
            if (Vectors.dot(first[k], x) + shift[k] > 0) {
              for (int i = 0; i < outputs; i++) {
                Vectors.addScaled(rows[i], second[i][k], first[k]);
              }
            }
          }
          return rows;
        });
  }

  @Test
  void isAsNearAsAScanOfThePlane() {
    long seed = freshSeed();
    RandomStream random = RandomStream.seeded(seed);
    int farther = 0;
    double worst = 0;
    int compared = 0;
    for (int round = 0; round < 2000; round++) {
      FormulaMap map =
          round % 2 == 0
              ? rectifiers(2, 12, 3 + round % 4, random)
              : FormulaMap.tanhNetwork(2, 8, 3 + round % 4, random);
      double[] start = gaussian(2, random);
      Box box = Box.uniform(-4, 4);
      if (!box.contains(start)) continue;
      double scanned = new PlainBoundarySearch(map, box, start).aroundThePlane(720, 12, 200);
      OtherAnswer found =
          new NearestAnswer(map, WalkOptions.ofLength(50).withBox(box), start).find(SILENT);
      if (scanned == Double.POSITIVE_INFINITY) continue;
      compared++;
      double ratio = found == null ? 99 : found.distance() / scanned;
      if (ratio > 1.001) {
        System.out.printf("round %d ratio %.4f scanned %.4f%n", round, ratio, scanned);
        farther++;
      }
      worst = Math.max(worst, ratio);
    }
    System.out.printf(
        "seed %d compared %d farther %d worst %.3f%n", seed, compared, farther, worst);
  }

  @Test
  void random() {
    long seed = freshSeed();
    RandomStream random = RandomStream.seeded(seed);
    for (int round = 0; round < 400; round++) {
      int n = 3 + round % 10;
      FormulaMap map =
          round % 2 == 0
              ? rectifiers(n, 20, 3 + round % 4, random)
              : FormulaMap.tanhNetwork(n, 12, 3 + round % 4, random);
      double[] start = gaussian(n, random);
      Box box = Box.uniform(-4, 4);
      if (!box.contains(start)) continue;
      double scanned = new PlainBoundarySearch(map, box, start).atRandom(500, 12, 50, random);
      OtherAnswer found =
          new NearestAnswer(map, WalkOptions.ofLength(50).withBox(box), start).find(SILENT);
      if (scanned == Double.POSITIVE_INFINITY) continue;
      double ratio = found == null ? 99 : found.distance() / scanned;
      if (ratio > 1.001) {
        System.out.printf("n %d round %d ratio %.4f scanned %.4f%n", n, round, ratio, scanned);
      }
    }
  }
}
