package dev.nervure.data;

import dev.nervure.data.array.ByteCollector;
import dev.nervure.data.array.Bytes;
import dev.nervure.data.array.StoredArray;
import dev.nervure.data.array.StoredType;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;

class SampleRowsTest {

  private static float[] flat(int[][] bytes) {
    int width = bytes[0].length;
    float[] values = new float[bytes.length * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i / width][i % width] / 255f;
    }
    return values;
  }

  /** Each row after so many other bytes. */
  private static Bytes stored(int[][] bytes, int skip) throws Exception {
    try (ByteCollector collector = new ByteCollector("test")) {
      for (int[] row : bytes) {
        byte[] record = new byte[skip + row.length];
        Arrays.fill(record, (byte) 77);
        for (int i = 0; i < row.length; i++) {
          record[skip + i] = (byte) row[i];
        }
        collector.append(record, 0, record.length);
      }
      return collector.finish();
    }
  }

  @Nested
  class FlatRowsTest extends SampleRowsContract {
    @Override
    SampleRows rows(int[][] bytes, Random random) {
      return new FlatRows(flat(bytes), bytes.length);
    }
  }

  @Nested
  class PreciseRowsTest extends SampleRowsContract {
    @Override
    SampleRows rows(int[][] bytes, Random random) {
      float[] flat = flat(bytes);
      double[] values = new double[flat.length];
      Arrays.setAll(values, i -> flat[i]);
      return new PreciseRows(values, bytes.length);
    }
  }

  @Nested
  class RecordRowsTest extends SampleRowsContract {
    @Override
    SampleRows rows(int[][] bytes, Random random) throws Exception {
      int skip = random.nextInt(4);
      return new RecordRows(stored(bytes, skip), skip + bytes[0].length, skip);
    }
  }

  @Nested
  class StoredRowsTest extends SampleRowsContract {
    @Override
    SampleRows rows(int[][] bytes, Random random) throws Exception {
      int[] shape = {bytes.length, bytes[0].length};
      return new StoredRows(
          new StoredArray(
              stored(bytes, 0), 0, StoredType.UINT8, ByteOrder.LITTLE_ENDIAN, false, shape),
          true,
          0);
    }
  }

  @Nested
  class ChainedRowsTest extends SampleRowsContract {
    /** Parts of any length, some of them empty. */
    @Override
    SampleRows rows(int[][] bytes, Random random) {
      List<SampleRows> parts = new ArrayList<>();
      int from = 0;
      while (from < bytes.length) {
        int to = Math.min(bytes.length, from + random.nextInt(20));
        parts.add(
            to == from
                ? new FlatRows(new float[0], 0)
                : new FlatRows(flat(Arrays.copyOfRange(bytes, from, to)), to - from));
        from = to;
      }
      return new ChainedRows(parts, bytes[0].length);
    }
  }

  @Nested
  class ReorderedRowsTest extends SampleRowsContract {
    /** Columns backwards. */
    @Override
    SampleRows rows(int[][] bytes, Random random) {
      int width = bytes[0].length;
      int[] order = new int[width];
      Arrays.setAll(order, i -> width - 1 - i);
      return new ReorderedRows(new FlatRows(flat(bytes), bytes.length), order);
    }

    @Override
    float[] expected(int[] row) {
      float[] values = super.expected(row);
      float[] turned = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        turned[i] = values[values.length - 1 - i];
      }
      return turned;
    }
  }
}
