package dev.nervure.study.generalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.study.generalization.DescriptorTable.Descriptor;
import dev.nervure.study.generalization.TargetPredictor.From;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Zoos of which the answer is known. */
@ExtendWith(FreshSeed.class)
class TargetPredictorTest {
  private static final int NETWORKS = 24;

  private static Descriptor descriptor(String measure) {
    return new Descriptor(measure, measure, null);
  }

  private static List<@Nullable Double> noise(Random random) {
    List<@Nullable Double> values = new ArrayList<>();
    for (int i = 0; i < NETWORKS; i++) {
      values.add(random.nextGaussian());
    }
    return values;
  }

  private static double error(double[] predicted, double[] targets) {
    double squares = 0;
    for (int i = 0; i < targets.length; i++) {
      squares += (predicted[i] - targets[i]) * (predicted[i] - targets[i]);
    }
    return Math.sqrt(squares / targets.length);
  }

  private static DescriptorTable table(Map<Descriptor, List<@Nullable Double>> columns) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < NETWORKS; i++) {
      names.add("net" + i);
    }
    return new DescriptorTable(names, columns);
  }

  @Test
  void theMeanIsThatOfTheOthers() {
    double[] targets = new double[NETWORKS];
    targets[3] = 23;
    double[] predicted = new TargetPredictor(table(Map.of()), targets).leaveOneOut(From.MEAN);
    assertThat(predicted[3]).isZero();
    assertThat(predicted[0]).isCloseTo(1, within(1e-12));
  }

  /** A descriptor of topology gives the target, all others are noise: it is found. */
  @Test
  void findsTheGroupThatTellsTheTarget(Random random) {
    Map<Descriptor, List<@Nullable Double>> columns = new LinkedHashMap<>();
    List<@Nullable Double> telling = noise(random);
    columns.put(descriptor("lifespan_sum_h0"), telling);
    columns.put(descriptor("ph_dimension"), noise(random));
    columns.put(descriptor("margin_mean"), noise(random));
    columns.put(descriptor("weight_norm"), noise(random));
    double[] targets = new double[NETWORKS];
    for (int i = 0; i < NETWORKS; i++) {
      Double value = telling.get(i);
      targets[i] = 2 * (value == null ? 0 : value) + 0.05 * random.nextGaussian();
    }
    TargetPredictor predictor = new TargetPredictor(table(columns), targets);
    double ofMean = error(predictor.leaveOneOut(From.MEAN), targets);
    // the largest and the smallest network are predicted without extrapolation
    assertThat(error(predictor.leaveOneOut(From.SELECTED), targets)).isLessThan(0.5 * ofMean);
    assertThat(error(predictor.leaveOneOut(From.TOPOLOGY), targets)).isLessThan(0.5 * ofMean);
    assertThat(error(predictor.leaveOneOut(From.BASELINE), targets)).isGreaterThan(0.7 * ofMean);
  }

  /** A gap is the training accuracy less a test accuracy that hardly varies, also far outside. */
  @Test
  void knowsThatAGapHasAKnownPart(Random random) {
    Map<Descriptor, List<@Nullable Double>> columns = new LinkedHashMap<>();
    double[] targets = new double[NETWORKS];
    List<@Nullable Double> accuracies = new ArrayList<>();
    List<@Nullable Double> ofData = new ArrayList<>();
    for (int i = 0; i < NETWORKS; i++) {
      double accuracy = i == 0 ? 0.3 : 0.97 + 0.03 * random.nextDouble();
      accuracies.add(accuracy);
      ofData.add(accuracy);
      targets[i] = accuracy - 0.8 + 0.01 * random.nextGaussian();
    }
    columns.put(descriptor(TrainingFit.ACCURACY), accuracies);
    columns.put(descriptor(TrainingFit.DATA_LABELS), ofData);
    columns.put(descriptor(TrainingFit.LOSS), noise(random));
    columns.put(descriptor("ph_dimension"), noise(random));
    double[] predicted = new TargetPredictor(table(columns), targets).leaveOneOut(From.SELECTED);
    // 5 deviations of what cannot be known
    assertThat(predicted[0]).isCloseTo(-0.5, within(0.05));
    // a regression alone does not reach so far out
    double[] alone = new TargetPredictor(table(columns), targets).leaveOneOut(From.BASELINE_ALONE);
    assertThat(alone[0]).isGreaterThan(-0.2);
  }

  /** From noise alone, nothing is gained: the error is that of the mean or somewhat more. */
  @Test
  void noiseDoesNotHelp(Random random) {
    double sum = 0;
    for (int zoo = 0; zoo < 20; zoo++) {
      Map<Descriptor, List<@Nullable Double>> columns = new LinkedHashMap<>();
      for (String measure :
          List.of("ph_dimension", "lifespan_sum_h0", "margin_mean", "sharpness")) {
        columns.put(descriptor(measure), noise(random));
      }
      // parts that could be known, of the size of the target
      for (String measure :
          List.of(TrainingFit.ACCURACY, TrainingFit.DATA_LABELS, TrainingFit.LOSS)) {
        List<@Nullable Double> values = new ArrayList<>();
        random.doubles(NETWORKS).forEach(values::add);
        columns.put(descriptor(measure), values);
      }
      double[] targets = random.doubles(NETWORKS).toArray();
      TargetPredictor predictor = new TargetPredictor(table(columns), targets);
      sum +=
          error(predictor.leaveOneOut(From.SELECTED), targets)
              / error(predictor.leaveOneOut(From.MEAN), targets);
    }
    // a choice that saw the target of the network left out would come out below 1
    assertThat(sum / 20).isGreaterThan(0.97);
  }

  @Test
  void theTargetOfTheNetworkLeftOutEntersNowhere(Random random) {
    Map<Descriptor, List<@Nullable Double>> columns = new LinkedHashMap<>();
    for (String measure :
        List.of(
            "ph_dimension",
            "lifespan_sum_h0",
            TrainingFit.ACCURACY,
            TrainingFit.DATA_LABELS,
            TrainingFit.LOSS)) {
      columns.put(descriptor(measure), noise(random));
    }
    columns.get(descriptor("ph_dimension")).set(4, null); // not estimable there
    double[] targets = random.doubles(NETWORKS).toArray();
    double[] changed = targets.clone();
    int left = random.nextInt(NETWORKS);
    changed[left] = 1000;
    for (From from : From.values()) {
      double[] before = new TargetPredictor(table(columns), targets).leaveOneOut(from);
      double[] after = new TargetPredictor(table(columns), changed).leaveOneOut(from);
      assertThat(after[left]).as(from.text()).isEqualTo(before[left]);
      assertThat(Arrays.stream(before)).allMatch(Double::isFinite);
    }
  }
}
