package dev.nervure.study.fiber.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.data.array.NpyReader;
import dev.nervure.fiber.WalkStep;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkRecorderTest {
  @TempDir Path folder;

  private static WalkStep at(int index, double length) {
    return new WalkStep(index, length, new double[] {length}, new double[] {0}, 0, 0, 1, 1, 0);
  }

  /** Thousands of tiny steps, then some large ones: the path is kept along its length. */
  @Test
  void aThinnedPathIsEvenAlongItsLengthWhateverTheSteps() {
    try (WalkRecorder recorder = new WalkRecorder(folder, 1, 1, 0)) {
      int index = 0;
      for (int i = 0; i < 5_000; i++) {
        recorder.accept(at(index++, i * 1e-6));
      }
      for (int i = 1; i <= 1_000; i++) {
        recorder.accept(at(index++, i * 0.01));
      }
    }
    double[] kept =
        NpyReader.open(folder.resolve(WalkRecorder.PATH))
            .read(0, NpyReader.open(folder.resolve(WalkRecorder.PATH)).rows())
            .doubles();
    assertThat(kept).hasSizeBetween(40, 81).isSorted();
    assertThat(kept[0]).isZero();
    assertThat(kept[kept.length - 1]).isEqualTo(10);
    for (int i = 1; i < kept.length; i++) {
      assertThat(kept[i] - kept[i - 1]).isLessThan(2 * 10.0 / 40);
    }
  }
}
