package dev.nervure.data.array;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class BytesTest {

  @Nested
  class HeapBytesTest extends BytesContract {
    @Override
    Bytes bytes(byte[] content, Random random) {
      int block = 1 + random.nextInt(1000);
      List<byte[]> blocks = new ArrayList<>();
      for (int from = 0; from < content.length; from += block) {
        blocks.add(Arrays.copyOfRange(content, from, Math.min(content.length, from + block)));
      }
      return new HeapBytes(blocks, block, content.length, "test");
    }
  }

  @Nested
  class MappedBytesTest extends BytesContract {
    @TempDir Path folder;

    @Override
    Bytes bytes(byte[] content, Random random) throws Exception {
      return MappedBytes.of(Files.write(folder.resolve("content.bin"), content));
    }
  }
}
