package dev.nervure.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PersistenceDiagramTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final DiagramSource SOURCE = DiagramSource.exact(2, "euclidean", 3, 5);

  private static PersistenceDiagram diagram() {
    return PersistenceDiagram.ofUnsorted(
        1, new double[] {2, 0, 1, 1}, new double[] {2, INF, 3, 2}, SOURCE);
  }

  @Test
  void sortsAndLeavesOutEmptyBars() {
    assertThat(diagram().births()).containsExactly(0, 1, 1);
    assertThat(diagram().deaths()).containsExactly(INF, 2, 3);
    assertThat(diagram().finitePairs()).isDeepEqualTo(new double[][] {{1, 2}, {1, 3}});
    assertThat(diagram().essential()).isEqualTo(1);
    assertThat(diagram()).isEqualTo(diagram()).hasSameHashCodeAs(diagram());
  }

  @Test
  void countsBarsAtAScale() {
    assertThat(diagram().betti(0.5)).isEqualTo(1);
    assertThat(diagram().betti(1)).isEqualTo(3);
    assertThat(diagram().betti(2)).isEqualTo(2);
    assertThat(diagram().betti(3)).isEqualTo(1);
  }

  @Test
  void sumsLifespansInBothConventions() {
    assertThat(LifespanSum.sum(diagram(), 1)).isEqualTo(3);
    assertThat(LifespanSum.sum(diagram(), 2)).isEqualTo(5);
    assertThat(LifespanSum.PAPER.of(diagram(), 1)).isEqualTo(1.5);
    assertThat(LifespanSum.ROBUST.of(diagram(), 1)).isEqualTo(3);
    assertThatThrownBy(() -> LifespanSum.sum(diagram(), 0)).hasMessageContaining("0.0");
  }

  @Test
  void refusesWhatIsNoDiagram() {
    assertThatThrownBy(
            () -> new PersistenceDiagram(0, new double[] {1}, new double[] {0.5}, SOURCE))
        .hasMessageContaining("[1.0, 0.5)");
    assertThatThrownBy(
            () -> new PersistenceDiagram(0, new double[] {Double.NaN}, new double[] {1}, SOURCE))
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () -> new PersistenceDiagram(0, new double[] {1, 0}, new double[] {2, 2}, SOURCE))
        .hasMessageContaining("bar 1");
  }
}
