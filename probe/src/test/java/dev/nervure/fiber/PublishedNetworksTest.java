package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.box.Box;
import dev.nervure.fiber.preimage.IntervalPreimage;
import dev.nervure.fiber.preimage.IntervalPreimageSearch;
import dev.nervure.fiber.preimage.LevelCurve;
import dev.nervure.fiber.preimage.Rectangle;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.Vectors;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.testing.SharedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The authors' own networks of arXiv 2112.10583: their walks, and the true ones. */
class PublishedNetworksTest {

  /** The reference is printed with this many digits of values below 1. */
  private static final double PRINTED = 1e-9;

  private static Model model(String name) {
    return Model.load(SharedData.path("models/simec/" + name), Precision.FLOAT64);
  }

  @Test
  void valuesAndGradientsAreTheAuthors() {
    try (Model surface = model("surface_1.onnx");
        Model thermodynamics = model("thermodynamics.onnx")) {
      Linearization first = NetworkMap.toLogits(surface).linearize(new double[] {.25, .25});
      assertThat(first.value()[0]).isCloseTo(0.15407092755719612, within(1e-14));
      assertThat(first.jacobian()[0][0]).isCloseTo(0.07479922861503, within(1e-13));
      assertThat(first.jacobian()[0][1]).isCloseTo(0.065104617383304, within(1e-13));
      Linearization second = NetworkMap.toLogits(thermodynamics).linearize(new double[] {.10, .75});
      assertThat(second.value()[0]).isCloseTo(0.21684960227255567, within(1e-14));
      assertThat(second.jacobian()[0][0]).isCloseTo(0.704318662166753, within(1e-13));
      assertThat(second.jacobian()[0][1]).isCloseTo(0.239253620218441, within(1e-13));
    }
  }

  @Test
  void paperModeReproducesThePublishedWalkAndItsDrift() {
    try (Model model = model("surface_1.onnx")) {
      List<double[]> path = new ArrayList<>();
      WalkOptions options = WalkOptions.ofLength(2.5).withFixedStep(0.0125);
      WalkResult result =
          new EulerWalk(NetworkMap.toLogits(model), options, EulerWalk.AtBound.CLAMP)
              .trace(
                  new double[] {.25, .25},
                  new double[] {1, 0},
                  step -> path.add(step.point().clone()),
                  Progress.none());

      assertThat(result.steps()).isEqualTo(200);
      assertPoint(path.get(1), 0.2582066696581653, 0.2405712899545193);
      assertPoint(path.get(10), 0.31496240346242, 0.14400668031465);
      assertPoint(path.get(100), -0.33433824613733, -0.14665120389743);
      assertPoint(path.get(200), 0.36494795308063, 0.11752520835574);
      assertThat(result.drift()).isCloseTo(4.5375e-3, within(5e-8));
    }
  }

  private static void assertPoint(double[] point, double x, double y) {
    assertThat(point[0]).isCloseTo(x, within(PRINTED));
    assertThat(point[1]).isCloseTo(y, within(PRINTED));
  }

  @Test
  void compactClassClosesAtItsTrueLength() {
    try (Model model = model("surface_1.onnx")) {
      double[] radii = {Double.POSITIVE_INFINITY, 0};
      WalkResult result =
          new CurveTracer(NetworkMap.toLogits(model), WalkOptions.ofLength(10))
              .trace(
                  new double[] {.25, .25},
                  true,
                  step -> {
                    double radius = Vectors.norm(step.point());
                    radii[0] = Math.min(radii[0], radius);
                    radii[1] = Math.max(radii[1], radius);
                  },
                  Progress.none());

      assertThat(result.stop()).isEqualTo(StopReason.CLOSED);
      assertThat(result.length()).isCloseTo(2.1957580, within(1e-6));
      assertThat(result.drift()).isLessThanOrEqualTo(1e-10);
      // Extremes are met between points: the curve deviates by kappa h^2 / 8 there, below 2e-4.
      assertThat(radii[0]).isCloseTo(0.336407, within(2e-4));
      assertThat(radii[1]).isCloseTo(0.362737, within(2e-4));
    }
  }

  @Test
  void isothermLeavesTheBoxWhereItShould() {
    try (Model model = model("thermodynamics.onnx")) {
      CurveTracer tracer =
          new CurveTracer(
              NetworkMap.toLogits(model), WalkOptions.ofLength(10).withBox(Box.uniform(0, 1)));
      WalkResult one = tracer.trace(new double[] {.10, .75}, true, step -> {}, Progress.none());
      WalkResult other = tracer.trace(new double[] {.10, .75}, false, step -> {}, Progress.none());
      WalkResult upper = one.end()[1] > 0.5 ? one : other;
      WalkResult lower = one.end()[1] > 0.5 ? other : one;

      assertThat(upper.stop()).isEqualTo(StopReason.BOX);
      assertThat(upper.end()[0]).isCloseTo(0.02416313, within(1e-7));
      assertThat(upper.end()[1]).isEqualTo(1);
      assertThat(upper.length()).isCloseTo(0.2612883, within(1e-6));
      assertThat(lower.end()[0]).isCloseTo(0.54489739, within(1e-7));
      assertThat(lower.end()[1]).isEqualTo(0);
      assertThat(lower.length()).isCloseTo(0.8801722, within(1e-6));
      assertThat(upper.drift()).isLessThanOrEqualTo(1e-10);
    }
  }

  @Test
  void intervalPreimageIsTheAnnulus() {
    try (Model model = model("surface_1.onnx")) {
      DifferentiableMap map = NetworkMap.toLogits(model);
      double middle = map.value(new double[] {.2, .2})[0];
      assertThat(middle).isCloseTo(0.14795715808759666, within(1e-14));
      IntervalPreimage found =
          new IntervalPreimageSearch(
                  map, new Rectangle(-1, 1, -1, 1), 256, WalkOptions.ofLength(20))
              .find(new double[] {.2, .2}, middle - .005, middle + .005, Progress.none());

      assertThat(found.components()).isEqualTo(1);
      assertThat(found.area()).isCloseTo(0.2353, within(2e-4));
      assertThat(found.lowerCurves()).hasSize(1);
      assertThat(found.upperCurves()).hasSize(1);
      assertThat(found.lowerCurves().get(0).length()).isCloseTo(1.2455123, within(1e-5));
      assertThat(found.upperCurves().get(0).length()).isCloseTo(2.1236879, within(1e-5));
      assertRadii(found.lowerCurves().get(0), 0.188417, 0.212884);
      assertRadii(found.upperCurves().get(0), 0.325063, 0.351531);
    }
  }

  /** Extremes are met between points: the curve deviates by kappa h^2 / 8 there, below 2e-4. */
  private static void assertRadii(LevelCurve curve, double smallest, double largest) {
    DoubleSummaryStatistics radii =
        Arrays.stream(curve.points()).mapToDouble(Vectors::norm).summaryStatistics();
    assertThat(radii.getMin()).isCloseTo(smallest, within(2e-4));
    assertThat(radii.getMax()).isCloseTo(largest, within(2e-4));
  }

  /** T = P V / 8.314 of a volume in [0.025, 0.075] and a pressure in [1e5, 2e5]. */
  private static double temperature(double[] x) {
    return (0.025 + 0.05 * x[0]) * (1e5 + 1e5 * x[1]) / 8.314;
  }

  @Test
  void temperatureAlongTheIsothermIsConstant() {
    try (Model model = model("thermodynamics.onnx")) {
      CurveTracer tracer =
          new CurveTracer(
              NetworkMap.toLogits(model), WalkOptions.ofLength(10).withBox(Box.uniform(0, 1)));
      List<Double> temperatures = new ArrayList<>();
      for (boolean forward : new boolean[] {true, false}) {
        tracer.trace(
            new double[] {.10, .75},
            forward,
            step -> temperatures.add(temperature(step.point())),
            Progress.none());
      }
      DoubleSummaryStatistics spread =
          temperatures.stream().mapToDouble(t -> t).summaryStatistics();
      assertThat(temperatures.get(0)).isCloseTo(631.5, within(0.05));
      // The law of the gas, as well as this network learned it: printed as 0.49 %.
      double start = temperatures.get(0);
      assertThat(Math.max(spread.getMax() - start, start - spread.getMin()) / start)
          .isCloseTo(0.0049, within(5e-5));
    }
  }
}
