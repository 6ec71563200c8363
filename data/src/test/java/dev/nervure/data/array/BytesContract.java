package dev.nervure.data.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every {@link Bytes}. */
@ExtendWith(FreshSeed.class)
abstract class BytesContract {

  abstract Bytes bytes(byte[] content, Random random) throws Exception;

  private static byte[] content(Random random) {
    byte[] content = new byte[1 + random.nextInt(5000)];
    random.nextBytes(content);
    return content;
  }

  @Test
  void everyRangeIsThatOfTheWhole(Random random) throws Exception {
    byte[] content = content(random);
    Bytes bytes = bytes(content.clone(), random);
    assertThat(bytes.size()).isEqualTo(content.length);
    assertThat(bytes.origin()).isNotBlank();
    for (int repeat = 0; repeat < 50; repeat++) {
      int from = random.nextInt(content.length + 1);
      int length = random.nextInt(content.length - from + 1);
      int at = random.nextInt(4);
      byte[] target = new byte[at + length + 2];
      Arrays.fill(target, (byte) 77);
      bytes.copy(from, target, at, length);
      byte[] expected = target.clone();
      Arrays.fill(expected, (byte) 77);
      System.arraycopy(content, from, expected, at, length);
      assertThat(target).isEqualTo(expected);
      assertThat(bytes.copy(from, length))
          .isEqualTo(Arrays.copyOfRange(content, from, from + length));
    }
  }

  @Test
  void rangesBeyondTheEndsAreRefused(Random random) throws Exception {
    byte[] content = content(random);
    Bytes bytes = bytes(content, random);
    byte[] target = new byte[content.length + 10];
    long[][] ranges = {
      {-1, 1}, {0, content.length + 1}, {content.length, 1}, {content.length + 3, 0}, {0, -1}
    };
    for (long[] range : ranges) {
      assertThatThrownBy(() -> bytes.copy(range[0], target, 0, (int) range[1]))
          .as(Arrays.toString(range))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
