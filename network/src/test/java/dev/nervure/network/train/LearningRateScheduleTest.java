package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.network.train.LearningRateSchedule.Constant;
import dev.nervure.network.train.LearningRateSchedule.Cosine;
import dev.nervure.network.train.LearningRateSchedule.ReduceOnPlateau;
import dev.nervure.network.train.LearningRateSchedule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {

  private static final double ROUNDING = 1e-15;

  private static List<EpochMetrics> losses(double... losses) {
    List<EpochMetrics> history = new ArrayList<>();
    for (double loss : losses) {
      history.add(
          new EpochMetrics(
              history.size() + 1,
              0.1,
              loss,
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              1));
    }
    return history;
  }

  private static double factor(LearningRateSchedule schedule, int epochs, int done) {
    return schedule.factor(epochs, losses(new double[done]));
  }

  @Test
  void constantStaysAndStepFalls() {
    assertThat(factor(new Constant(), 10, 7)).isEqualTo(1);
    Step step = new Step(3, 0.5);
    assertThat(factor(step, 10, 2)).isEqualTo(1);
    assertThat(factor(step, 10, 3)).isEqualTo(0.5);
    assertThat(factor(step, 10, 6)).isEqualTo(0.25);
  }

  @Test
  void cosineStartsAtOneAndEndsAtTheLastFactor() {
    Cosine cosine = new Cosine(0, 0.1);
    assertThat(factor(cosine, 11, 0)).isEqualTo(1);
    assertThat(factor(cosine, 11, 5)).isCloseTo(0.55, within(ROUNDING));
    assertThat(factor(cosine, 11, 10)).isCloseTo(0.1, within(ROUNDING));
    assertThat(factor(cosine, 1, 0)).isEqualTo(1);
  }

  @Test
  void cosineWarmsUpLinearly() {
    Cosine cosine = new Cosine(3, 0);
    assertThat(factor(cosine, 10, 0)).isEqualTo(0.25);
    assertThat(factor(cosine, 10, 2)).isEqualTo(0.75);
    assertThat(factor(cosine, 10, 3)).isEqualTo(1);
  }

  @Test
  void plateauReducesAfterMoreThanThePatience() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(2, 0.1, 0.05);
    assertThat(plateau.factor(99, losses(3, 2, 2, 2))).isEqualTo(1);
    assertThat(plateau.factor(99, losses(3, 2, 2, 2, 2))).isEqualTo(0.1);
    assertThat(plateau.factor(99, losses(3, 2, 2, 1, 2, 2))).isEqualTo(1);
    assertThat(plateau.factor(99, losses(1, 2, 2, 2, 2, 2, 2))).isEqualTo(0.05);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new Step(0, 0.5)).hasMessageContaining("0");
    assertThatThrownBy(() -> new Step(1, 0)).hasMessageContaining("(0, 1]");
    assertThatThrownBy(() -> new Cosine(-1, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new ReduceOnPlateau(0, 0.1, 0)).hasMessageContaining("patience");
  }
}
