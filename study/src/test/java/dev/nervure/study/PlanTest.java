package dev.nervure.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.progress.Cost;
import dev.nervure.run.StageRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final PlannedStage DONE =
      new PlannedStage(stage("a", 100, 1 << 20, 1 << 20), true);
  private static final PlannedStage SMALL = pending(stage("b", 2, 10, 5));
  private static final PlannedStage LARGE = pending(stage("c", 4, 1000, 7));
  private static final PlannedStage MIDDLE = pending(stage("d", 6, 100, 8));

  private static Stage stage(String name, double seconds, long memory, long disk) {
    return Stage.of(name, Key.of(name, 1), new Cost(seconds, memory, disk));
  }

  private static PlannedStage pending(Stage stage) {
    return new PlannedStage(stage, false);
  }

  private static Plan plan(List<PlannedStage> stages, int threads, long memory, long disk) {
    List<Task> tasks = stages.stream().map(one -> task(List.of(one.stage()), Cost.NONE)).toList();
    return new Plan(List.of(Phase.of("work", tasks)), stages, threads, memory, disk);
  }

  private static Task task(List<Stage> stages, Cost shared) {
    Map<Stage, SharedTask.Work<String>> works = new LinkedHashMap<>();
    for (Stage stage : stages) {
      works.put(stage, (opened, sink, progress) -> new StageRows());
    }
    return SharedTask.of((sink, progress) -> "", works, pending -> shared);
  }

  @Test
  void onlyPendingStagesCost() {
    Plan plan = plan(List.of(DONE, SMALL, LARGE, MIDDLE), 2, 2000, 20);
    assertThat(plan.pending()).containsExactly(SMALL.stage(), LARGE.stage(), MIDDLE.stage());
    assertThat(plan.seconds()).isEqualTo(6);
    assertThat(plan.memoryBytes()).as("the two largest at a time").isEqualTo(1100);
    assertThat(plan.diskBytes()).isEqualTo(20);
    assertThat(plan.fits()).isTrue();
  }

  @Test
  void whatStagesShareCostsOnceAndOnlyWhereOneIsPending() {
    Task task = task(List.of(SMALL.stage(), LARGE.stage()), new Cost(30, 5000, 0));
    Task done = task(List.of(DONE.stage()), new Cost(70, 9000, 0));
    Plan plan =
        new Plan(
            List.of(Phase.of("work", List.of(task, done))),
            List.of(DONE, SMALL, LARGE),
            1,
            Long.MAX_VALUE,
            Long.MAX_VALUE);
    double own = SMALL.stage().cost().seconds() + LARGE.stage().cost().seconds();
    assertThat(plan.seconds()).isEqualTo(30 + own);
    assertThat(plan.memoryBytes()).as("shared, and the larger stage").isEqualTo(6000);
  }

  @Test
  void memoryAndDiskAreLimits() {
    assertThat(plan(List.of(LARGE), 1, 999, 20).fits()).isFalse();
    assertThat(plan(List.of(LARGE), 1, 1000, 6).fits()).isFalse();
    assertThat(plan(List.of(new PlannedStage(LARGE.stage(), true)), 1, 0, 0).fits()).isTrue();
  }

  @Test
  void costsAreNotNegative() {
    assertThatThrownBy(() -> new Cost(Double.NaN, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN s");
    assertThatThrownBy(() -> new Cost(0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
