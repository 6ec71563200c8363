package dev.nervure.network.graph;

import org.jspecify.annotations.Nullable;

/**
 * Integers of ONNX by their codes. All of them are evaluated in 64 bits; the width says where they
 * wrap around or saturate.
 */
public enum IntegerType {
  UINT8(2, 8, false),
  INT8(3, 8, true),
  UINT16(4, 16, false),
  INT16(5, 16, true),
  INT32(6, 32, true),
  INT64(7, 64, true),
  UINT32(12, 32, false),
  UINT64(13, 64, false),
  UINT4(21, 4, false),
  INT4(22, 4, true),
  UINT2(25, 2, false),
  INT2(26, 2, true);

  private final int code;
  private final int bits;
  private final boolean signed;

  IntegerType(int code, int bits, boolean signed) {
    this.code = code;
    this.bits = bits;
    this.signed = signed;
  }

  /** The type with a code of ONNX, or null. */
  public static @Nullable IntegerType of(long code) {
    for (IntegerType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  public int bits() {
    return bits;
  }

  public boolean isSigned() {
    return signed;
  }

  /** The smallest value. */
  public long smallest() {
    return signed ? -1L << (bits - 1) : 0;
  }

  /** The largest value; of UINT64 the largest that 64 bits with a sign can hold. */
  public long largest() {
    return bits == 64 ? Long.MAX_VALUE : signed ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
  }

  /** The value that the lowest bits of a number mean. */
  public long wrap(long value) {
    int unused = Long.SIZE - bits;
    return signed ? value << unused >> unused : value << unused >>> unused;
  }
}
