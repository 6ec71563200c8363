package dev.nervure.fiber.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.box.Box;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.MnistImages;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.Vectors;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.SharedData;
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
      assertThat(found.tried())
          .isGreaterThanOrEqualTo(Math.min(outputs - 1, NearestAnswer.LEAST_TRIED));
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

  /**
   * Of the networks of a test so many may have a nearer boundary elsewhere, which a search for
   * local minima does not see; of 600 in the plane 6 had.
   */
  private static final double SHARE_OF_OTHER_MINIMA = 0.1;

  /** A scan meets the boundary beside the nearest point: by this share it may lie farther out. */
  private static final double NO_FARTHER = 1.01;

  @Test
  void isAsNearAsAScanOfThePlane() {
    long seed = freshSeed();
    RandomStream random = RandomStream.seeded(seed);
    int compared = 0;
    int farther = 0;
    for (int round = 0; round < 60; round++) {
      FormulaMap map =
          round % 2 == 0
              ? rectifiers(2, 12, 3 + round % 4, random)
              : FormulaMap.tanhNetwork(2, 8, 3 + round % 4, random);
      double[] start = {random.nextDouble(), random.nextDouble()};
      Box box = Box.uniform(-4, 4);
      double scanned = new PlainBoundarySearch(map, box, start).aroundThePlane(360, 8, 100);
      if (scanned < Double.POSITIVE_INFINITY) {
        compared++;
        farther += isFarther(map, box, start, scanned) ? 1 : 0;
      }
    }
    assertThat(compared).as("seed %d", seed).isGreaterThan(30);
    assertThat(farther)
        .as("of %d, seed %d", compared, seed)
        .isLessThanOrEqualTo((int) (SHARE_OF_OTHER_MINIMA * compared));
  }

  @Test
  void isAsNearAsRandomDirectionsThatAreTurned() {
    long seed = freshSeed();
    RandomStream random = RandomStream.seeded(seed);
    int farther = 0;
    int rounds = 30;
    for (int round = 0; round < rounds; round++) {
      int n = 3 + round % 10;
      FormulaMap map =
          round % 2 == 0
              ? rectifiers(n, 20, 3 + round % 4, random)
              : FormulaMap.tanhNetwork(n, 12, 3 + round % 4, random);
      double[] start = new double[n];
      Arrays.setAll(start, i -> random.nextDouble());
      Box box = Box.uniform(-4, 4);
      double met = new PlainBoundarySearch(map, box, start).atRandom(300, 8, 40, random);
      farther += isFarther(map, box, start, met) ? 1 : 0;
    }
    assertThat(farther)
        .as("of %d, seed %d", rounds, seed)
        .isLessThanOrEqualTo((int) (SHARE_OF_OTHER_MINIMA * rounds));
  }

  private static boolean isFarther(
      DifferentiableMap map, Box box, double[] start, double otherwise) {
    if (otherwise == Double.POSITIVE_INFINITY) {
      return false;
    }
    OtherAnswer found =
        new NearestAnswer(map, WalkOptions.ofLength(50).withBox(box), start).find(SILENT);
    return found == null || found.distance() > NO_FARTHER * otherwise;
  }

  @Test
  void anotherInputThatIsNearerCounts() {
    FormulaMap map = FormulaMap.linear(new double[][] {{1, 0}, {0, 1}, {-1, 0}});
    double[] start = {1, 0};
    NearestAnswer search = new NearestAnswer(map, WalkOptions.ofLength(10), start);
    OtherAnswer found = search.find(SILENT);
    OtherAnswer farOff = new OtherAnswer(new double[] {0, 5}, new double[3], 1, 6, 2, found.stop());

    OtherAnswer nearer = search.nearer(farOff, new double[] {-3, 0.5});
    // On the way to (-3, 0.5) the first two outputs are equal where 1 - 4 t = t / 2.
    assertThat(nearer.distance()).isCloseTo(Math.hypot(4, 0.5) / 4.5, within(EXACT));
    assertThat(nearer.answer()).isEqualTo(1);
    assertThat(nearer.tried()).isEqualTo(2);
    assertThat(search.nearer(found, new double[] {0, 5})).isSameAs(found);
    assertThatThrownBy(() -> search.nearer(found, new double[] {3, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("that of the start");
  }

  @Test
  void smallLeadsAndSmallScalesAreNoOthers() {
    long seed = freshSeed();
    RandomStream random = RandomStream.seeded(seed);
    for (double scale : new double[] {1e-8, 1, 1e8}) {
      double[][] weights = gaussian(4, 6, random);
      double[] start = gaussian(6, random);
      double plain = nearest(FormulaMap.linear(weights), Box.NONE, start).distance();
      for (double[] row : weights) {
        for (int i = 0; i < row.length; i++) {
          row[i] *= scale;
        }
      }
      assertThat(nearest(FormulaMap.linear(weights), Box.NONE, start).distance())
          .as("scale %s, seed %d", scale, seed)
          .isCloseTo(plain, within(EXACT * plain));
    }
    // A lead of a billionth of the outputs.
    FormulaMap narrow = FormulaMap.linear(new double[][] {{1 + 1e-9, 0}, {1, 1}});
    assertThat(nearest(narrow, Box.NONE, new double[] {1, 0}).distance())
        .isCloseTo(1e-9, within(1e-11));
  }

  @Test
  void noOtherAnswerIsNone() {
    FormulaMap constant = FormulaMap.linear(new double[3][4]);
    assertThat(new NearestAnswer(constant, WalkOptions.ofLength(10), new double[4]).find(SILENT))
        .isNull();
  }

  @Test
  void refusesWhatHasNoOtherAnswer() {
    FormulaMap one = FormulaMap.linear(new double[][] {{1, 2}});
    assertThatThrownBy(() -> new NearestAnswer(one, WalkOptions.ofLength(10), new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one output");
    FormulaMap two = FormulaMap.linear(new double[][] {{1, 2}, {2, 1}});
    assertThatThrownBy(
            () -> new NearestAnswer(two, WalkOptions.ofLength(10), new double[] {Double.NaN, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** By so much a local minimum on a trained network may be farther than the penalties' best. */
  private static final double IMAGE_RATIO = 1.02;

  @Test
  void onLenetItIsAsNearAsAPenaltySearchWithTenTimesTheGradients() {
    double[][] images = MnistImages.first(10);
    Box pixels = Box.uniform(0, 1);
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/lenet_mnist.onnx"), Precision.FLOAT64)) {
      NetworkMap logits = NetworkMap.toLogits(model);
      for (int k = 0; k < images.length; k++) {
        OtherAnswer found =
            new NearestAnswer(logits, WalkOptions.ofLength(50).withBox(pixels), images[k])
                .find(SILENT);
        double plain =
            new PlainBoundarySearch(logits, pixels, images[k])
                .byPenalties(5, 60, 0.04, RandomStream.seeded(k));
        assertThat(found).isNotNull();
        assertThat(found.distance()).as("image %d", k).isLessThanOrEqualTo(IMAGE_RATIO * plain);
      }
    }
  }
}
