package dev.nervure.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a camera was held, as EXIF data and TIFF files say: tag 274 of the first directory. */
final class ExifOrientation {

  private static final int TAG = 274;

  private ExifOrientation() {}

  /**
   * The orientation.
   *
   * @param bytes holding a TIFF header and what follows it
   * @param start where the header begins
   * @return 1 to 8; 1, which is upright, where there is none or it cannot be read
   */
  static int of(byte[] bytes, int start) {
    if (bytes.length - start < 8) {
      return 1;
    }
    ByteBuffer tiff = ByteBuffer.wrap(bytes, start, bytes.length - start).slice();
    boolean little = tiff.get(0) == 'I' && tiff.get(1) == 'I';
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = tiff.getInt(4) & 0xffffffffL;
    if (directory + 2 > tiff.capacity()) {
      return 1;
    }
    int entries = tiff.getShort((int) directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      long at = directory + 2 + 12L * i;
      if (at + 12 > tiff.capacity()) {
        return 1;
      }
      if ((tiff.getShort((int) at) & 0xffff) == TAG) {
        int value = tiff.getShort((int) at + 8) & 0xffff;
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}
