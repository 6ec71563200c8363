package dev.nervure.study.fiber.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.RandomHeading;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalkOutcomeTest {

  /** Two outputs of three inputs with the same value and derivative everywhere. */
  private record Flat(double value, double derivative) implements DifferentiableMap {

    @Override
    public int inputSize() {
      return 3;
    }

    @Override
    public int outputSize() {
      return 2;
    }

    @Override
    public double[] value(double[] x) {
      return new double[] {value, 0};
    }

    @Override
    public Linearization linearize(double[] x) {
      return new Linearization(value(x), new double[][] {{derivative, 0, 0}, {0, 0, 0}});
    }
  }

  private static Map<String, Object> json(Flat map) {
    double[] start = new double[3];
    WalkResult result =
        new LevelSetWalk(map, WalkOptions.ofLength(1))
            .walk(start, new RandomHeading(RandomStream.seeded(1), 1), step -> {}, Progress.none());
    double[] logits = map.value(start);
    return new WalkOutcome(result, logits, logits, null, null, 1e-3, null, null, List.of()).json();
  }

  @Test
  void whatIsNotEstimableIsNull() {
    List<String> figures =
        List.of("pseudolength", "drift", "sigmaMin", "sigmaMax", "nullDimension");
    Map<String, Object> good = json(new Flat(1, 0));
    assertThat(good).doesNotContainValue(null).containsEntry("predictionStart", 0);

    Map<String, Object> undefined = json(new Flat(Double.NaN, 0));
    Map<String, Object> steep = json(new Flat(1, Double.POSITIVE_INFINITY));
    for (Map<String, Object> json : List.of(undefined, steep)) {
      assertThat(json.keySet()).isEqualTo(good.keySet());
      assertThat(json).containsEntry("stop", "not_finite").containsEntry("steps", 0);
      figures.forEach(name -> assertThat(json).as(name).containsEntry(name, null));
    }
    assertThat(undefined).containsEntry("predictionStart", null);
    assertThat(undefined).containsEntry("logitsStart", Arrays.asList(null, 0.0));
    assertThat(steep).containsEntry("predictionStart", 0);
  }
}
