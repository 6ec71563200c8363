package dev.nervure.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Stage DONE = new Stage("a", "1", 100, 1 << 20, 1 << 20, true);
  private static final Stage SMALL = new Stage("b", "2", 2, 10, 5, false);
  private static final Stage LARGE = new Stage("c", "3", 4, 1000, 7, false);
  private static final Stage MIDDLE = new Stage("d", "4", 6, 100, 8, false);

  @Test
  void onlyPendingStagesCost() {
    Plan plan = new Plan(List.of(DONE, SMALL, LARGE, MIDDLE), 2, 2000, 20);
    assertThat(plan.pending()).containsExactly(SMALL, LARGE, MIDDLE);
    assertThat(plan.names()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(plan.seconds()).isEqualTo(6);
    assertThat(plan.memoryBytes()).as("the two largest at a time").isEqualTo(1100);
    assertThat(plan.diskBytes()).isEqualTo(20);
    assertThat(plan.fits()).isTrue();
  }

  @Test
  void memoryAndDiskAreLimits() {
    assertThat(new Plan(List.of(LARGE), 1, 999, 20).fits()).isFalse();
    assertThat(new Plan(List.of(LARGE), 1, 1000, 6).fits()).isFalse();
    assertThat(new Plan(List.of(LARGE.withDone(true)), 1, 0, 0).fits()).isTrue();
  }

  @Test
  void costsAreNotNegative() {
    assertThatThrownBy(() -> new Stage("x", "1", Double.NaN, 0, 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stage x");
    assertThatThrownBy(() -> new Stage("x", "1", 0, -1, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
