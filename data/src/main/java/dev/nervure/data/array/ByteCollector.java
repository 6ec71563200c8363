package dev.nervure.data.array;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects bytes whose number is not known to be true before they have arrived (the content of a
 * compressed file, decoded images). Memory grows with what arrived, never with what a header
 * announced. Beyond a limit the bytes go to a temporary file, which is then mapped and disappears
 * with the process. Not thread safe.
 */
public final class ByteCollector implements AutoCloseable {

  /** Up to this many bytes stay on the heap. */
  public static final long HEAP_LIMIT = 256L << 20;

  private static final int BLOCK = 1 << 20;

  private final String origin;
  private final long heapLimit;
  private final List<byte[]> blocks = new ArrayList<>();
  private int filled;
  private long size;
  private @Nullable FileChannel spill;
  private @Nullable Path spillFile;

  /**
   * @param origin where the bytes come from, for messages
   */
  public ByteCollector(String origin) {
    this(origin, HEAP_LIMIT);
  }

  ByteCollector(String origin, long heapLimit) {
    this.origin = origin;
    this.heapLimit = heapLimit;
  }

  /** Number of bytes so far. */
  public long size() {
    return size;
  }

  /**
   * Appends {@code length} bytes.
   *
   * @throws UncheckedIOException if the temporary file cannot be written
   */
  public void append(byte[] source, int from, int length) {
    try {
      if (spill == null && size + length > heapLimit) {
        spill = openSpill();
      }
      if (spill == null) {
        appendToHeap(source, from, length);
      } else {
        writeFully(spill, ByteBuffer.wrap(source, from, length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("temporary file for " + origin + ": " + e.getMessage(), e);
    }
    size += length;
  }

  /**
   * Appends what a stream yields, at most {@code limit} bytes.
   *
   * @return the number of bytes taken; less than {@code limit} only at the end of the stream
   * @throws IOException as the stream throws it
   */
  public long append(InputStream stream, long limit) throws IOException {
    byte[] part = new byte[1 << 16];
    long taken = 0;
    while (taken < limit) {
      int count = stream.read(part, 0, (int) Math.min(part.length, limit - taken));
      if (count < 0) {
        break;
      }
      append(part, 0, count);
      taken += count;
    }
    return taken;
  }

  /**
   * The bytes collected. The collector must not be used afterwards, except for {@link #close()}.
   *
   * @throws UncheckedIOException if the temporary file cannot be mapped
   */
  public Bytes finish() {
    if (spill == null) {
      return new HeapBytes(blocks, BLOCK, size, origin);
    }
    try {
      return MappedBytes.of(spill, origin);
    } catch (IOException e) {
      throw new UncheckedIOException("temporary file for " + origin + ": " + e.getMessage(), e);
    }
  }

  /** Lets the temporary file go, if there is one; what {@link #finish()} returned stays valid. */
  @Override
  public void close() {
    FileChannel channel = spill;
    Path file = spillFile;
    if (channel == null || file == null) {
      return;
    }
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Windows refuses while the file is mapped; the exit of the process then removes it.
      file.toFile().deleteOnExit();
    }
  }

  private void appendToHeap(byte[] source, int from, int length) {
    int done = 0;
    while (done < length) {
      if (filled == 0) {
        blocks.add(new byte[BLOCK]);
      }
      int part = Math.min(length - done, BLOCK - filled);
      System.arraycopy(source, from + done, blocks.get(blocks.size() - 1), filled, part);
      filled = (filled + part) % BLOCK;
      done += part;
    }
  }

  private FileChannel openSpill() throws IOException {
    Path file = Files.createTempFile("nervure-", ".bytes");
    spillFile = file;
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    long left = size;
    for (byte[] block : blocks) {
      int part = (int) Math.min(left, BLOCK);
      writeFully(channel, ByteBuffer.wrap(block, 0, part));
      left -= part;
    }
    blocks.clear();
    return channel;
  }

  private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
