package dev.nervure.data.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files go to NumPy and come from it; skipped where python3 with numpy is absent. */
class NumpyExchangeTest {

  @TempDir Path folder;

  @BeforeAll
  static void needNumpy() throws IOException, InterruptedException {
    boolean present;
    try {
      present = new ProcessBuilder("python3", "-c", "import numpy").start().waitFor() == 0;
    } catch (IOException e) {
      present = false;
    }
    Assumptions.assumeTrue(present, "skipped: python3 with numpy is not installed");
  }

  @Test
  void readsWhatNumpyWrites() throws IOException, InterruptedException {
    python(
        """
        import numpy as np
        kinds = ['f2', 'f4', 'f8', 'i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8', 'b1']
        base = np.arange(60).reshape(3, 4, 5)
        for kind in kinds:
            for end in '<>':
                for order in 'CF':
                    a = np.array(base % 2 if kind == 'b1' else base, dtype=end + kind, order=order)
                    np.save(f'{kind}{"le" if end == "<" else "be"}{order}.npy', a)
        np.savez('plain.npz', x=base.astype('f4'), y=np.arange(3))
        np.savez_compressed('packed.npz', x=base.astype('f4'), y=np.arange(3))
        """);
    for (StoredType type : StoredType.values()) {
      for (String end : List.of("le", "be")) {
        for (String order : List.of("C", "F")) {
          String name = type.code() + end + order;
          StoredArray array = NpyReader.open(folder.resolve(name + ".npy"));
          assertThat(array.type()).isEqualTo(type);
          assertThat(array.shape()).containsExactly(3, 4, 5);
          assertCounts(array, type == StoredType.BOOL ? 2 : 60, name);
        }
      }
    }
    for (String name : List.of("plain.npz", "packed.npz")) {
      NpzReader archive = NpzReader.open(folder.resolve(name));
      assertThat(archive.names()).containsExactly("x", "y");
      assertCounts(archive.array("x"), 60, name);
      assertThat(archive.array("y").readAll().longs()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void numpyReadsWhatIsWritten() throws IOException, InterruptedException {
    try (NpyWriter writer = NpyWriter.create(folder.resolve("f4.npy"), ElementType.FLOAT32, 2)) {
      writer.append(NdArray.of(new float[] {0, 1, 2, 3}, 2, 2));
      writer.append(NdArray.of(new float[] {4, 5}, 1, 2));
    }
    NpyWriter.write(folder.resolve("f8.npy"), NdArray.of(new double[] {0.1, -2}, 2));
    NpyWriter.write(folder.resolve("i8.npy"), NdArray.of(new long[] {-1, 1L << 62}, 1, 2, 1));
    NpyWriter.create(folder.resolve("none.npy"), ElementType.FLOAT32, 3, 4).close();
    String answer =
        python(
            """
            import numpy as np
            a = np.load('f4.npy', mmap_mode='r')
            b, c, d = np.load('f8.npy'), np.load('i8.npy'), np.load('none.npy')
            print(a.dtype, a.shape, a.tolist(), a.offset % 64)
            print(b.dtype, b.tolist(), c.dtype, c.shape, c.ravel().tolist(), d.shape)
            """);
    assertThat(answer.lines())
        .containsExactly(
            "float32 (3, 2) [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]] 0",
            "float64 [0.1, -2.0] int64 (1, 2, 1) [-1, 4611686018427387904] (0, 3, 4)");
  }

  private static void assertCounts(StoredArray array, int modulus, String name) {
    float[] floats = new float[60];
    array.readFloats(0, 3, floats, 0);
    double[] doubles = array.readAll().doubles();
    float[] last = new float[20];
    array.readFloats(2, 1, last, 0);
    for (int i = 0; i < 60; i++) {
      assertThat(floats[i]).as(name).isEqualTo(i % modulus);
      assertThat(doubles[i]).as(name).isEqualTo(i % modulus);
    }
    assertThat(last[19]).as(name).isEqualTo(59 % modulus);
  }

  private String python(String program) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder("python3", "-c", program)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return answer;
  }
}
