package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every {@link SampleRows}. */
@ExtendWith(FreshSeed.class)
abstract class SampleRowsContract {

  private static final float UNTOUCHED = -7;

  /**
   * Rows that were made of bytes.
   *
   * @param bytes one row each, from 0 to 255, all of one length
   */
  abstract SampleRows rows(int[][] bytes, Random random) throws Exception;

  /** What is read of a row of bytes. */
  float[] expected(int[] row) {
    float[] values = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = row[i] / 255f;
    }
    return values;
  }

  private static int[][] bytes(Random random) {
    int[][] bytes = new int[1 + random.nextInt(50)][1 + random.nextInt(40)];
    for (int[] row : bytes) {
      Arrays.setAll(row, i -> random.nextInt(256));
    }
    return bytes;
  }

  private float[] all(int[][] bytes) {
    float[] values = new float[bytes.length * bytes[0].length];
    for (int row = 0; row < bytes.length; row++) {
      System.arraycopy(expected(bytes[row]), 0, values, row * bytes[0].length, bytes[0].length);
    }
    return values;
  }

  @Test
  void everyBlockOfRowsIsThatOfTheWhole(Random random) throws Exception {
    int[][] bytes = bytes(random);
    int width = bytes[0].length;
    float[] all = all(bytes);
    SampleRows rows = rows(bytes, random);
    assertThat(rows.size()).isEqualTo(bytes.length);
    for (int repeat = 0; repeat < 30; repeat++) {
      int from = random.nextInt(bytes.length + 1);
      int count = random.nextInt(bytes.length - from + 1);
      int at = random.nextInt(5);
      float[] target = new float[at + count * width + 3];
      Arrays.fill(target, UNTOUCHED);
      rows.read(from, count, target, at);
      float[] wanted = target.clone();
      Arrays.fill(wanted, UNTOUCHED);
      System.arraycopy(all, from * width, wanted, at, count * width);
      assertThat(target).as("%d rows from %d", count, from).isEqualTo(wanted);
    }
  }

  @Test
  void severalThreadsReadTheSame(Random random) throws Exception {
    int[][] bytes = bytes(random);
    float[] all = all(bytes);
    SampleRows rows = rows(bytes, random);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> reads = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        reads.add(
            threads.submit(
                () -> {
                  float[] target = new float[all.length];
                  rows.read(0, bytes.length, target, 0);
                  return target;
                }));
      }
      for (Future<float[]> read : reads) {
        assertThat(read.get()).isEqualTo(all);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void everyRowHasANameOfItsOwn(Random random) throws Exception {
    int[][] bytes = bytes(random);
    SampleRows rows = rows(bytes, random);
    List<String> names = new ArrayList<>();
    for (int row = 0; row < bytes.length; row++) {
      names.add(rows.rowName(row));
    }
    assertThat(names).doesNotHaveDuplicates().noneMatch(String::isBlank);
  }
}
