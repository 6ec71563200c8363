package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationDumpTest {

  @TempDir Path folder;

  @Test
  void layersComeInNaturalOrderWithTheLabelsTakenOut() {
    save("conv10", 3, 2);
    save("conv2", 3, 4, 5, 5);
    NpyWriter.write(folder.resolve("labels.npy"), NdArray.of(new long[] {1, 0, 1}, 3));
    ActivationDump dump = ActivationDump.open(folder, DataOptions.DEFAULT);
    assertThat(dump.layers()).containsExactly("conv2", "conv10");
    assertThat(dump.size()).isEqualTo(3);
    assertThat(dump.labels()).containsExactly(1, 0, 1);
    assertThat(dump.layer("conv2").shape()).containsExactly(3, 4, 5, 5);
    assertThat(dump.read("conv10", new int[] {2, 0}).floats()).containsExactly(4, 5, 0, 1);
    assertThat(new Subset(0, 1, java.util.List.of(), 1).choose(dump.samples())).hasSize(2);
  }

  @Test
  void aListGivesTheOrderOfTheLayers() {
    save("b", 2, 2);
    save("a", 2, 3);
    SampleFiles.write(folder.resolve("layers.txt"), "b\na\n");
    assertThat(ActivationDump.open(folder, DataOptions.DEFAULT).layers()).containsExactly("b", "a");
    SampleFiles.write(folder.resolve("layers.txt"), "b\nc\n");
    assertThatThrownBy(() -> ActivationDump.open(folder, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("[c]");
  }

  @Test
  void labelsMayComeFromAText() {
    save("a", 2, 3);
    Path labels = SampleFiles.write(folder.resolve("truth.csv"), "cat\ndog\n");
    ActivationDump dump = ActivationDump.open(folder, DataOptions.DEFAULT.withLabels(labels));
    assertThat(dump.classNames()).containsExactly("cat", "dog");
    SampleFiles.write(folder.resolve("labels.txt"), "1\n1\n");
    assertThat(ActivationDump.open(folder, DataOptions.DEFAULT).labels()).containsExactly(1, 1);
  }

  @Test
  void toldLabelsAmongTheLayersAreNoLayer() {
    save("a", 2, 3);
    Path labels = folder.resolve("truth.npy");
    NpyWriter.write(labels, NdArray.of(new long[] {0, 4}, 2));
    ActivationDump dump = ActivationDump.open(folder, DataOptions.DEFAULT.withLabels(labels));
    assertThat(dump.layers()).containsExactly("a");
    assertThat(dump.labels()).containsExactly(0, 4);
  }

  @Test
  void thereMayBeMoreIdsThanNamesOfLayers() {
    int rows = LabelFile.MOST_NAMES + 1;
    save("a", rows, 1);
    SampleFiles.write(folder.resolve("ids.txt"), "image\n".repeat(rows));
    assertThat(ActivationDump.open(folder, DataOptions.DEFAULT).ids()).hasSize(rows);
    SampleFiles.write(folder.resolve("layers.txt"), "a\n".repeat(rows));
    assertThatThrownBy(() -> ActivationDump.open(folder, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("more than 100,000 lines");
  }

  @Test
  void disagreementsAreNamed() {
    save("a", 2, 3);
    save("b", 3, 3);
    assertThatThrownBy(() -> ActivationDump.open(folder, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("b.npy", "3 samples", "2");
    save("b", 2);
    assertThatThrownBy(() -> ActivationDump.open(folder, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("[2]");
    Path empty = folder.resolve("none");
    assertThat(empty.toFile().mkdir()).isTrue();
    assertThatThrownBy(() -> ActivationDump.open(empty, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no .npy");
  }

  @Test
  void numbersWithinNamesAreComparedAsNumbers() {
    assertThat(ActivationDump.compareNames("conv2", "conv10")).isNegative();
    assertThat(ActivationDump.compareNames("a1b3", "a1b2")).isPositive();
    assertThat(ActivationDump.compareNames("a01", "a1")).isNegative();
    assertThat(ActivationDump.compareNames("x", "x1")).isNegative();
    assertThat(ActivationDump.compareNames("x", "x")).isZero();
  }

  private void save(String name, int... shape) {
    int size = 1;
    for (int axis : shape) {
      size *= axis;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    NpyWriter.write(folder.resolve(name + ".npy"), NdArray.of(values, shape));
  }
}
