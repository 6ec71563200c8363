package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.DataOptions;
import dev.nervure.data.PointFile;
import dev.nervure.data.Subset;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointsSourceTest {
  @TempDir Path folder;

  private static List<NdArray> batches(PointFile file, Subset subset) {
    PointsSource source = new PointsSource(file, subset.of(file.samples()), "points");
    LayerOptions options = LayerOptions.defaults().withBatchSize(2);
    List<LayerResult> layers = source.layers(options);
    List<NdArray> batches = new ArrayList<>();
    source.pass(
        layers, options, artifact -> Path.of(""), (l, rows) -> batches.add(rows), Progress.none());
    return batches;
  }

  @Test
  void anArrayKeepsItsPrecisionAndFurtherAxesAreFlattened() {
    Path file = folder.resolve("points.npy");
    double third = 1.0 / 3;
    NpyWriter.write(
        file, NdArray.of(new double[] {third, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 3, 2, 2));
    PointFile points = PointFile.open(file.toString(), DataOptions.DEFAULT);
    assertThat(points.dimension()).isEqualTo(4);
    List<NdArray> batches = batches(points, new Subset(0, 0, List.of(), 1));
    assertThat(batches).hasSize(2);
    assertThat(batches.get(0).type()).isEqualTo(ElementType.FLOAT64);
    assertThat(batches.get(0).doubles()).containsExactly(third, 1, 2, 3, 4, 5, 6, 7);
    assertThat(batches.get(1).shape()).containsExactly(1, 4);
    assertThat(points.read(new int[] {2, 0}).doubles())
        .containsExactly(8, 9, 10, 11, third, 1, 2, 3);
  }

  @Test
  void aTableIsReadAsPoints() throws IOException {
    Path file = folder.resolve("points.csv");
    Files.writeString(file, "x,y\n1,2\n3,4\n");
    PointFile points = PointFile.open(file.toString(), DataOptions.DEFAULT);
    List<NdArray> batches = batches(points, new Subset(0, 0, List.of(), 1));
    assertThat(batches.get(0).type()).isEqualTo(ElementType.FLOAT32);
    assertThat(batches.get(0).floats()).containsExactly(1, 2, 3, 4);
  }
}
