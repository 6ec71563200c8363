package dev.nervure.data;

import dev.nervure.data.array.Bytes;

/**
 * Samples of unsigned bytes in records of one length, each record perhaps with other bytes before
 * the sample; values are divided by 255. Memory: the bytes, or nothing where they are mapped.
 */
final class RecordRows implements SampleRows {

  private static final int BYTES_AT_ONCE = 1 << 16;

  private final Bytes bytes;
  private final int stride;
  private final int skip;
  private final int size;

  /**
   * @param stride bytes of a record
   * @param skip bytes of a record before the sample
   */
  RecordRows(Bytes bytes, int stride, int skip) {
    this.bytes = bytes;
    this.stride = stride;
    this.skip = skip;
    this.size = Math.toIntExact(bytes.size() / stride);
  }

  @Override
  public int size() {
    return size;
  }

  /** The byte {@code index} of a record. */
  int recordByte(int record, int index) {
    return bytes.copy((long) record * stride + index, 1)[0] & 0xff;
  }

  @Override
  public void read(int from, int count, float[] target, int at) {
    int length = stride - skip;
    int rowsAtOnce = Math.max(1, Math.min(count, BYTES_AT_ONCE / stride));
    byte[] buffer = new byte[rowsAtOnce * stride];
    for (int done = 0; done < count; done += rowsAtOnce) {
      int part = Math.min(rowsAtOnce, count - done);
      bytes.copy((long) (from + done) * stride, buffer, 0, part * stride);
      for (int row = 0; row < part; row++) {
        int out = at + (done + row) * length;
        int in = row * stride + skip;
        for (int i = 0; i < length; i++) {
          target[out + i] = (buffer[in + i] & 0xff) / 255f;
        }
      }
    }
  }
}
