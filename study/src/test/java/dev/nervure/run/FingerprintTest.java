package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
  @Test
  void partsCannotRunIntoEachOther() {
    assertThat(Fingerprint.of("k").with("ab", "c").hex())
        .isNotEqualTo(Fingerprint.of("k").with("a", "bc").hex())
        .isNotEqualTo(Fingerprint.of("ka").with("b", "c").hex())
        .isEqualTo(Fingerprint.of("k").with("ab", "c").hex());
    assertThat(Fingerprint.of("k").with("l", List.of("a", "b")).hex())
        .isNotEqualTo(Fingerprint.of("k").with("l", List.of("ab")).hex());
    assertThat(Fingerprint.of("k").with("l", new int[] {1, 2}).hex())
        .isNotEqualTo(Fingerprint.of("k").with("l", new int[] {1}).with("", 2).hex());
  }

  @Test
  void arraysEnterWithTypeShapeAndEveryBit() {
    float[] values = new float[40_000];
    values[39_999] = 1;
    String whole = Fingerprint.of("k").with("x", NdArray.of(values, 200, 200)).hex();
    float[] other = values.clone();
    other[39_999] = Math.nextUp(1f);
    assertThat(Fingerprint.of("k").with("x", NdArray.of(values.clone(), 200, 200)).hex())
        .isEqualTo(whole);
    assertThat(Fingerprint.of("k").with("x", NdArray.of(other, 200, 200)).hex())
        .isNotEqualTo(whole);
    assertThat(Fingerprint.of("k").with("x", NdArray.of(values, 100, 400)).hex())
        .isNotEqualTo(whole);
    assertThat(Fingerprint.of("k").with("x", NdArray.of(new double[] {1}, 1)).hex())
        .isNotEqualTo(Fingerprint.of("k").with("x", NdArray.of(new long[] {1}, 1)).hex());
  }

  @Test
  void fileHashIsSha256(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "abc");
    assertThat(Fingerprint.ofFile(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
