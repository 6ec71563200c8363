package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.box.Box;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.jacobian.DenseTangents;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.PiecewiseLinearMap;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Walks of all three kinds beside what they were, by every bit of every step and of the result.
 * Sums, products, roots and {@code StrictMath} only, so that the bits are the same on every
 * machine.
 *
 * <p>{@code -Dtest.freeze=FOLDER} writes what comes out now; a commit that takes it over says which
 * walks moved and why, and raises a revision where the test of WalkAlgorithm asks for it.
 */
class FrozenWalksTest {

  private static final int INPUTS = 12;
  private static final Box UNIT = Box.uniform(0, 1);

  /** A hidden layer of rectifiers, some of them dead where the inputs are small. */
  private record Rectifiers(double[][] hidden, double[] bias, double[][] out)
      implements PiecewiseLinearMap {

    static Rectifiers of(int inputs, int units, int outputs, double shift) {
      RandomStream random = RandomStream.seeded(31);
      double[][] hidden = new double[units][inputs];
      double[] bias = new double[units];
      double[][] out = new double[outputs][units];
      for (int k = 0; k < units; k++) {
        bias[k] = shift + 0.3 * random.nextGaussian();
        for (int i = 0; i < inputs; i++) {
          hidden[k][i] = random.nextGaussian() / 3;
        }
        for (int j = 0; j < outputs; j++) {
          out[j][k] = random.nextGaussian() / 3;
        }
      }
      return new Rectifiers(hidden, bias, out);
    }

    private double[] before(double[] x) {
      double[] z = new double[hidden.length];
      for (int k = 0; k < z.length; k++) {
        z[k] = Vectors.dot(hidden[k], x) + bias[k];
      }
      return z;
    }

    @Override
    public int inputSize() {
      return hidden[0].length;
    }

    @Override
    public int outputSize() {
      return out.length;
    }

    @Override
    public double[] value(double[] x) {
      double[] z = before(x);
      double[] value = new double[out.length];
      for (int j = 0; j < value.length; j++) {
        for (int k = 0; k < z.length; k++) {
          value[j] += out[j][k] * Math.max(0, z[k]);
        }
      }
      return value;
    }

    @Override
    public Linearization linearize(double[] x) {
      double[] z = before(x);
      double[][] jacobian = new double[out.length][inputSize()];
      for (int j = 0; j < out.length; j++) {
        for (int k = 0; k < z.length; k++) {
          if (z[k] > 0) {
            Vectors.addScaled(jacobian[j], out[j][k], hidden[k]);
          }
        }
      }
      return new Linearization(value(x), jacobian);
    }

    @Override
    public double distanceToKink(double[] x, double[] v) {
      double[] z = before(x);
      double nearest = Double.POSITIVE_INFINITY;
      for (int k = 0; k < z.length; k++) {
        double distance = -z[k] / Vectors.dot(hidden[k], v);
        nearest = distance > 0 ? Math.min(nearest, distance) : nearest;
      }
      return nearest;
    }
  }

  /** A map whose kinks lie on planes through the origin. */
  private record Kinked(FormulaMap map, double[]... normals) implements PiecewiseLinearMap {

    @Override
    public int inputSize() {
      return map.inputSize();
    }

    @Override
    public int outputSize() {
      return map.outputSize();
    }

    @Override
    public double[] value(double[] x) {
      return map.value(x);
    }

    @Override
    public Linearization linearize(double[] x) {
      return map.linearize(x);
    }

    @Override
    public double distanceToKink(double[] x, double[] v) {
      double nearest = Double.POSITIVE_INFINITY;
      for (double[] normal : normals) {
        double distance = -Vectors.dot(normal, x) / Vectors.dot(normal, v);
        nearest = distance > 0 ? Math.min(nearest, distance) : nearest;
      }
      return nearest;
    }
  }

  /** Where walks begin. */
  private record Case(String name, FormulaMap map, double... start) {}

  private static FormulaMap formula(PiecewiseLinearMap map) {
    return new FormulaMap(
        map.inputSize(), map.outputSize(), map::value, x -> map.linearize(x).jacobian());
  }

  /** Finite on one side of a plane only. */
  private static FormulaMap halfDefined() {
    return new FormulaMap(
        3,
        1,
        x -> new double[] {x[0] < 0.5 ? x[1] * x[1] + x[2] : Double.NaN},
        x -> new double[][] {{0, 2 * x[1], 1}});
  }

  private static double[] start(int size) {
    double[] start = new double[size];
    for (int i = 0; i < size; i++) {
      start[i] = i % 3 == 0 ? 0 : (i % 5 + 1) / 6.0;
    }
    return start;
  }

  private static Heading random(double memory) {
    return new RandomHeading(RandomStream.seeded(11), memory);
  }

  private static double[] constant(int size, double value) {
    double[] x = new double[size];
    Arrays.fill(x, value);
    return x;
  }

  private static Map<String, Supplier<Heading>> headings(double[] start) {
    Map<String, Supplier<Heading>> headings = new LinkedHashMap<>();
    headings.put("at random", () -> random(0));
    headings.put("with momentum", () -> random(0.5));
    headings.put("directed", () -> new TargetHeading(constant(start.length, 0.7)));
    headings.put("steady", () -> random(4));
    headings.put("farthest", () -> new FarthestHeading(start, RandomStream.seeded(12)));
    return headings;
  }

  private static Map<String, WalkOptions> options() {
    WalkOptions whole = WalkOptions.ofLength(2).withStepBudget(300);
    Map<String, WalkOptions> options = new LinkedHashMap<>();
    options.put("free", whole);
    options.put("in the box", whole.withBox(UNIT));
    options.put("fixed steps", whole.withBox(UNIT).withFixedStep(0.07));
    options.put("few steps", whole.withStepBudget(9));
    options.put("long", WalkOptions.ofLength(20).withStepBudget(2000));
    return options;
  }

  /** z = 3 |x|, an acute valley along y. */
  private static final FormulaMap VALLEY =
      new FormulaMap(
          3,
          1,
          x -> new double[] {x[2] - 3 * Math.abs(x[0])},
          x -> new double[][] {{x[0] > 0 ? -3 : 3, 0, 1}});

  /** Squares round the origin. */
  private static final FormulaMap SQUARES =
      new FormulaMap(
          2,
          1,
          x -> new double[] {Math.max(Math.abs(x[0]), Math.abs(x[1]))},
          x ->
              Math.abs(x[0]) > Math.abs(x[1])
                  ? new double[][] {{Math.signum(x[0]), 0}}
                  : new double[][] {{0, Math.signum(x[1])}});

  /** Whose second output is dead at the start. */
  private static final FormulaMap HALF_DEAD =
      new FormulaMap(
          4,
          2,
          x -> new double[] {x[0] + x[1] + x[2], 2 * Math.max(0, x[1] - x[3] - 0.3)},
          x -> {
            double unit = x[1] - x[3] - 0.3 > 0 ? 2 : 0;
            return new double[][] {{1, 1, 1, 0}, {0, unit, 0, -unit}};
          });

  private static final FormulaMap SUM = FormulaMap.linear(new double[][] {{1, 1, 1}});
  private static final FormulaMap CONSTANT = FormulaMap.linear(new double[1][4]);
  private static final double[] VALLEY_START = {0.2, 0, 0.6};

  private static List<Case> cases() {
    RandomStream random = RandomStream.seeded(5);
    return List.of(
        new Case("tanh", FormulaMap.tanhNetwork(INPUTS, 10, 4, random), start(INPUTS)),
        new Case("as many", FormulaMap.tanhNetwork(4, 10, 4, random), start(4)),
        new Case("rectifiers", formula(Rectifiers.of(INPUTS, 20, 3, 0)), start(INPUTS)),
        new Case("dying rectifiers", formula(Rectifiers.of(INPUTS, 4, 2, -0.3)), start(INPUTS)),
        new Case("ellipsoid", FormulaMap.ellipsoid(1, 2, 0.5), start(3)),
        new Case("saddle", FormulaMap.saddle(), start(2)),
        new Case("half defined", halfDefined(), start(3)),
        new Case("valley", VALLEY, VALLEY_START),
        new Case("squares", SQUARES, 1, 0.3),
        new Case("half dead", HALF_DEAD, 0, 0.299, 0, 0),
        new Case("sum", SUM, new double[3]),
        new Case("constant", CONSTANT, new double[4]));
  }

  /** One walk of any kind. */
  private interface Walk {
    WalkResult walk(WalkOptions options, Heading heading, WalkStep.Recorder recorder);
  }

  /** Every bit of the steps and of the result in one number. */
  private static final class Bits implements WalkStep.Recorder {
    private final CRC32 crc = new CRC32();

    private void add(double... values) {
      for (double value : values) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < 64; shift += 8) {
          crc.update((int) (bits >>> shift));
        }
      }
    }

    @Override
    public void accept(WalkStep step) {
      add(step.index(), step.length(), step.drift(), step.stepLength(), step.corrections());
      add(step.smallestSingularValue(), step.largestSingularValue());
      add(step.point());
      add(step.value());
    }

    String of(WalkResult result) {
      add(result.length(), result.polylineLength(), result.pseudolength(), result.energy());
      add(result.netDistance(), result.drift(), result.boxShare(), result.corrections());
      add(result.smallestSingularValue(), result.largestSingularValue());
      add(result.walkedLength(), result.walkedSteps(), result.nullDimension());
      add(result.end());
      add(result.endValue());
      return String.format("%08x", crc.getValue());
    }
  }

  private static final class Lines {
    private final List<String> lines = new ArrayList<>();
    private final Set<StopReason> stops = EnumSet.noneOf(StopReason.class);

    void walk(String name, double[] start, Walk walk) {
      options()
          .forEach(
              (how, options) ->
                  headings(start)
                      .forEach(
                          (where, heading) -> {
                            Bits bits = new Bits();
                            WalkResult result = walk.walk(options, heading.get(), bits);
                            stops.add(result.stop());
                            lines.add(
                                String.join(
                                    " | ",
                                    name,
                                    how,
                                    where,
                                    result.stop().name(),
                                    result.steps() + " of " + result.walkedSteps(),
                                    Double.toString(result.walkedLength()),
                                    bits.of(result)));
                          }));
    }
  }

  private static Lines walked() {
    Lines lines = new Lines();
    for (Case at : cases()) {
      lines.walk(
          "level set, " + at.name(),
          at.start(),
          (options, heading, recorder) ->
              new LevelSetWalk(at.map(), options)
                  .walk(at.start(), heading, recorder, Progress.none()));
      lines.walk(
          "without the Jacobian, " + at.name(),
          at.start(),
          (options, heading, recorder) ->
              new MatrixFreeWalk(DenseTangents.of(at.map()), options)
                  .walk(at.start(), heading, recorder, Progress.none()));
    }
    for (AtRankChange change : AtRankChange.values()) {
      kinks(lines, change, "rectifiers", Rectifiers.of(INPUTS, 20, 3, 0), start(INPUTS));
      kinks(lines, change, "dying ones", Rectifiers.of(INPUTS, 4, 3, -0.3), start(INPUTS));
      kinks(lines, change, "valley", new Kinked(VALLEY, new double[] {1, 0, 0}), VALLEY_START);
      kinks(
          lines,
          change,
          "squares",
          new Kinked(SQUARES, new double[] {1, 1}, new double[] {1, -1}),
          1,
          0.3);
      kinks(lines, change, "sum", new Kinked(SUM), new double[3]);
      kinks(lines, change, "constant", new Kinked(CONSTANT), new double[4]);
    }
    return lines;
  }

  private static void kinks(
      Lines lines, AtRankChange change, String name, PiecewiseLinearMap map, double... start) {
    lines.walk(
        "from kink to kink, " + change + ", " + name,
        start,
        (options, heading, recorder) ->
            new PiecewiseLinearWalk(map, options, change)
                .walk(start, heading, recorder, Progress.none())
                .walk());
  }

  @Test
  void noBitHasMoved() throws IOException {
    Lines walked = walked();
    String write = System.getProperty("test.freeze", "");
    if (!write.isEmpty()) {
      Files.write(Files.createDirectories(Path.of(write)).resolve("walks.txt"), walked.lines);
    }
    List<String> frozen;
    try (InputStream in = FrozenWalksTest.class.getResourceAsStream("/frozen/walks.txt")) {
      frozen = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    List<String> moved = new ArrayList<>(walked.lines);
    moved.removeAll(frozen);

    assertThat(moved).as("walks that are not what they were").isEmpty();
    assertThat(walked.lines).hasSameSizeAs(frozen);
    // Every way to end that the three kinds of walks share.
    assertThat(walked.stops)
        .contains(
            StopReason.LENGTH,
            StopReason.STEPS,
            StopReason.BOX,
            StopReason.ALONE,
            StopReason.RANK,
            StopReason.STEP_SIZE,
            StopReason.TARGET,
            StopReason.FARTHEST,
            StopReason.NOT_FINITE);
  }
}
