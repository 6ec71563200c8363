package dev.nervure.data.array;

import java.util.List;
import java.util.Objects;

/** Bytes in memory, held in blocks of one size. */
final class HeapBytes implements Bytes {

  private final byte[][] blocks;
  private final int blockSize;
  private final long size;
  private final String origin;

  /** Takes the blocks over; all but the last are full. */
  HeapBytes(List<byte[]> blocks, int blockSize, long size, String origin) {
    this.blocks = blocks.toArray(new byte[0][]);
    this.blockSize = blockSize;
    this.size = size;
    this.origin = origin;
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
    int done = 0;
    while (done < length) {
      long position = offset + done;
      int inBlock = (int) (position % blockSize);
      int part = Math.min(length - done, blockSize - inBlock);
      System.arraycopy(blocks[(int) (position / blockSize)], inBlock, target, at + done, part);
      done += part;
    }
  }
}
