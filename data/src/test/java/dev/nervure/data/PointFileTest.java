package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointFileTest {
  @TempDir Path folder;

  private Path file(String name, double... values) {
    Path file = folder.resolve(name);
    NpyWriter.write(file, NdArray.of(values, values.length / 2, 2));
    return file;
  }

  @Test
  void aNeighbourThatHoldsNoLabelsIsLeftAside() {
    Path x = file("x.npy", 0.1, 1, 2, 3);
    Path y = file("y.npy", 0.5, 0.6, 0.7, 0.8);

    PointFile points = PointFile.open(x.toString(), DataOptions.DEFAULT);

    assertThat(points.samples().hasLabels()).isFalse();
    assertThat(points.samples().warnings())
        .anySatisfy(note -> assertThat(note).contains("y.npy", "holds none", "left aside"));
    NdArray read = points.read(new int[] {1, 0});
    assertThat(read.type()).isEqualTo(ElementType.FLOAT64);
    assertThat(read.doubles()).containsExactly(2, 3, 0.1, 1);
    // Beside samples of a network it may be what the network answers.
    assertThat(DataSource.open(x.toString(), DataOptions.DEFAULT).warnings())
        .anySatisfy(note -> assertThat(note).contains("y.npy", "holds none", "several columns"));
    assertThatThrownBy(() -> PointFile.open(x.toString(), DataOptions.DEFAULT.withLabels(y)))
        .isInstanceOf(BadDataException.class);
  }

  @Test
  void brokenLabelsOfANetworksSamplesAreNotLeftAside() {
    Path x = file("x.npy", 0.1, 1, 2, 3);
    NpyWriter.write(folder.resolve("y.npy"), NdArray.of(new double[] {0, 0.5}, 2));
    assertThatThrownBy(() -> DataSource.open(x.toString(), DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class);
  }

  @Test
  void labelsOfAnotherNumberOfPointsAreNotLeftAside() {
    Path x = file("x.npy", new double[2000]);
    NpyWriter.write(folder.resolve("y.npy"), NdArray.of(new long[999], 999));

    assertThatThrownBy(() -> PointFile.open(x.toString(), DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("has 999 labels but")
        .hasMessageContaining("has 1,000 samples");
  }
}
