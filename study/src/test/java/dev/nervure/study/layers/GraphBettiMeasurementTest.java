package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.graph.CliqueBetti;
import dev.nervure.homology.RipsTooLargeException;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.RowsGiven;
import dev.nervure.run.StageRows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphBettiMeasurementTest {
  private static final int POINTS = 40;
  private static final String MEASURE = "graph_betti_1";
  private static final LayerOptions OPTIONS =
      LayerOptions.defaults().withMeasures(List.of(MEASURE)).withGraph(new GraphOptions(4, 1));

  @TempDir Path folder;

  /** A circle, of one class. */
  private LayerPoints circle() {
    double[] values = new double[2 * POINTS];
    for (int i = 0; i < POINTS; i++) {
      values[2 * i] = Math.cos(2 * Math.PI * i / POINTS);
      values[2 * i + 1] = Math.sin(2 * Math.PI * i / POINTS);
    }
    Path file = folder.resolve("circle.npy");
    NpyWriter.write(file, NdArray.of(values, POINTS, 2));
    return LayerPoints.read(
        new LayerResult(0, "circle", "", "", 1, 2, List.of(2), "C", "none"),
        NpyReader.open(file),
        POINTS,
        new int[POINTS],
        List.of("one"),
        OPTIONS);
  }

  private List<MeasuredValue> measured(int mostEdges) {
    GraphBettiMeasurement measurement =
        new GraphBettiMeasurement(
            List.of(MEASURE),
            OPTIONS,
            (graph, progress) -> {
              if (graph.edges() > mostEdges) {
                throw new RipsTooLargeException(graph.edges() + " edges");
              }
              return CliqueBetti.of(graph, 2, progress);
            });
    StageRows rows = new StageRows();
    measurement.measure(circle(), rows, Progress.none());
    return RowsGiven.measures(rows);
  }

  /** Two neighbours on either side are 80 edges; twice as many, or two steps, are 160. */
  @Test
  void settingsBesideTheOneAskedForMayBeTooLarge() {
    for (MeasuredValue one : measured(100)) {
      assertThat(one.estimate()).isEqualTo(1);
      assertThat(one.parameters()).contains("too large to be counted");
    }
    for (MeasuredValue one : measured(1000)) {
      assertThat(one.estimate()).isEqualTo(1);
      assertThat(one.parameters()).doesNotContain("too large");
    }
  }

  @Test
  void theOneAskedForMayNot() {
    assertThatThrownBy(() -> measured(50)).isInstanceOf(RipsTooLargeException.class);
  }
}
