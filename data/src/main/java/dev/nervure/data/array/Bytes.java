package dev.nervure.data.array;

/**
 * Immutable bytes that may be longer than 2 GiB, in memory or mapped from a file. Safe for use by
 * several threads.
 */
public sealed interface Bytes permits HeapBytes, MappedBytes {

  /** Number of bytes. */
  long size();

  /** Where the bytes come from, for messages. */
  String origin();

  /**
   * Copies {@code length} bytes that start at {@code offset} to {@code target[at..]}.
   *
   * @throws IndexOutOfBoundsException if the range does not lie within {@code [0, size())}
   */
  void copy(long offset, byte[] target, int at, int length);

  /** The {@code length} bytes that start at {@code offset}, as a new array. */
  default byte[] copy(long offset, int length) {
    byte[] target = new byte[length];
    copy(offset, target, 0, length);
    return target;
  }
}
