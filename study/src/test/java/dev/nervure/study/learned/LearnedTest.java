package dev.nervure.study.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.run.LayerResult;
import dev.nervure.run.LearnedResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Differences of one network from its untrained twins, by the numbers of both. */
class LearnedTest {
  @TempDir Path folder;

  private static void add(StageRows rows, String model, double estimate, @Nullable Double error) {
    Subject at = Subject.ofModel(model);
    rows.add(new LayerResult(0, "logits", "Gemm", "", 1, 10, List.of(10), "C", "flatten").at(at));
    rows.add(
        new MeasuredValue(
            "betti_0",
            at.layer(0),
            null,
            estimate,
            error,
            null,
            null,
            null,
            100,
            1,
            "",
            "none",
            "{}",
            null));
  }

  private LearnedResult difference(double trained, @Nullable Double error, double... twins) {
    StageRows rows = new StageRows();
    add(rows, "lenet", trained, error);
    for (int i = 0; i < twins.length; i++) {
      add(rows, NetworkKind.UNTRAINED.model(Integer.toString(i + 1)), twins[i], error);
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.complete("all", "key", 1, rows);
      List<LearnedResult> found = new Learned(ValueGrid.of(run.results())).rows();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  /** A number of components is 1 in all twins: that says nothing of how much it varies. */
  @Test
  void twinsThatAgreeExactlyGiveNoIntervalToAValueWithoutError() {
    LearnedResult row = difference(3, null, 1, 1, 1);
    assertThat(row.difference()).isEqualTo(2);
    assertThat(row.error()).isNull();
    assertThat(row.low()).isNull();
    assertThat(row.high()).isNull();
    assertThat(row.intervalOf()).isNull();
    assertThat(row.isResolved()).isFalse();
  }

  @Test
  void twinsThatAgreeExactlyLeaveTheErrorOfTheValue() {
    LearnedResult row = difference(3, 0.5, 1, 1, 1);
    assertThat(row.error()).isEqualTo(0.5);
    assertThat(row.low()).isCloseTo(2 - 1.959964 * 0.5, within(1e-6));
    assertThat(row.isResolved()).isTrue();
  }

  @Test
  void whatIsTheSameInAllNetworksDiffersByNothing() {
    LearnedResult row = difference(1, null, 1, 1, 1);
    assertThat(row.difference()).isZero();
    assertThat(row.low()).isZero();
    assertThat(row.isResolved()).isFalse();
  }

  @Test
  void twinsThatDifferGiveAnIntervalOfTheirLuck() {
    LearnedResult row = difference(3, null, 1, 2, 1);
    assertThat(row.intervalOf()).isEqualTo("the luck of initial weights");
    assertThat(row.error()).isCloseTo(Math.sqrt(4 / 3.0 / 3), within(1e-12));
  }
}
