package dev.nervure.data.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteCollectorTest {

  private static final int SIZE = 3_500_000;

  @Test
  void heapAndFileGiveTheSameBytes() throws IOException {
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    for (long limit : new long[] {Long.MAX_VALUE, 1_000_000, 0}) {
      Bytes bytes;
      try (ByteCollector collector = new ByteCollector("test", limit)) {
        collector.append(content, 0, 17);
        collector.append(new ByteArrayInputStream(content, 17, SIZE), 1_500_000);
        collector.append(content, 1_500_017, SIZE - 1_500_017);
        bytes = collector.finish();
      }
      assertThat(bytes).isInstanceOf(limit > SIZE ? HeapBytes.class : MappedBytes.class);
      assertThat(bytes.size()).isEqualTo(SIZE);
      assertThat(bytes.copy(0, SIZE)).isEqualTo(content);
      assertThat(bytes.copy(1_048_570, 12))
          .isEqualTo(java.util.Arrays.copyOfRange(content, 1_048_570, 1_048_582));
      Bytes last = bytes;
      assertThatThrownBy(() -> last.copy(SIZE - 1, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void takesNoMoreThanTheLimit() throws IOException {
    try (ByteCollector collector = new ByteCollector("test")) {
      assertThat(collector.append(new ByteArrayInputStream(new byte[100]), 60)).isEqualTo(60);
      assertThat(collector.append(new ByteArrayInputStream(new byte[10]), 60)).isEqualTo(10);
      assertThat(collector.finish().size()).isEqualTo(70);
    }
  }
}
