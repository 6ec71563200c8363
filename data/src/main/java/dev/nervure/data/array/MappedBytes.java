package dev.nervure.data.array;

import dev.nervure.data.BadDataException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A file mapped into memory in blocks of 1 GiB, so that its length is not bounded by the 2 GiB of
 * one buffer. Takes address space, not heap; the operating system drops pages as it needs. The
 * mapping goes away with the object.
 */
public final class MappedBytes implements Bytes {

  private static final int BLOCK_BITS = 30;
  private static final long BLOCK = 1L << BLOCK_BITS;

  private final MappedByteBuffer[] blocks;
  private final long size;
  private final String origin;

  private MappedBytes(MappedByteBuffer[] blocks, long size, String origin) {
    this.blocks = blocks;
    this.size = size;
    this.origin = origin;
  }

  /**
   * Maps a whole regular file for reading.
   *
   * @throws BadDataException if the path is no readable file
   */
  public static MappedBytes of(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(
          Files.exists(file) ? "not a regular file" : "no such file",
          file.toString(),
          "Check the path.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return of(channel, file.toString());
    } catch (IOException e) {
      throw new BadDataException(
          "cannot be read (" + e + ")", file.toString(), "Check the file and its permissions.", e);
    }
  }

  static MappedBytes of(FileChannel channel, String origin) throws IOException {
    long size = channel.size();
    MappedByteBuffer[] blocks = new MappedByteBuffer[Math.toIntExact((size + BLOCK - 1) / BLOCK)];
    for (int i = 0; i < blocks.length; i++) {
      long start = i * BLOCK;
      blocks[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(BLOCK, size - start));
    }
    return new MappedBytes(blocks, size, origin);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public void copy(long offset, byte[] target, int at, int length) {
    Objects.checkFromIndexSize(offset, length, size);
    try {
      int done = 0;
      while (done < length) {
        long position = offset + done;
        int inBlock = (int) (position & (BLOCK - 1));
        int part = (int) Math.min(length - done, BLOCK - inBlock);
        blocks[(int) (position >>> BLOCK_BITS)].get(inBlock, target, at + done, part);
        done += part;
      }
    } catch (InternalError e) {
      // How the virtual machine reports a page that is gone: the file was cut while mapped.
      throw new BadDataException(
          "changed or became unreadable while in use",
          origin + ", byte " + offset,
          "Leave the file alone during a run.",
          e);
    }
  }
}
