package dev.nervure.data.array;

import dev.nervure.array.ElementType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The element types that an array on disk may have. */
public enum StoredType {
  /** IEEE 754 half precision. */
  FLOAT16("f2", 2, ElementType.FLOAT32),
  /** IEEE 754 single precision. */
  FLOAT32("f4", 4, ElementType.FLOAT32),
  /** IEEE 754 double precision. */
  FLOAT64("f8", 8, ElementType.FLOAT64),
  /** Signed, 1 byte. */
  INT8("i1", 1, ElementType.INT64),
  /** Signed, 2 bytes. */
  INT16("i2", 2, ElementType.INT64),
  /** Signed, 4 bytes. */
  INT32("i4", 4, ElementType.INT64),
  /** Signed, 8 bytes. */
  INT64("i8", 8, ElementType.INT64),
  /** Unsigned, 1 byte. */
  UINT8("u1", 1, ElementType.INT64),
  /** Unsigned, 2 bytes. */
  UINT16("u2", 2, ElementType.INT64),
  /** Unsigned, 4 bytes. */
  UINT32("u4", 4, ElementType.INT64),
  /** Unsigned, 8 bytes; values above 2^63 - 1 do not fit a Java long and are refused as one. */
  UINT64("u8", 8, ElementType.INT64),
  /** One byte, zero for false. */
  BOOL("b1", 1, ElementType.INT64);

  private final String code;
  private final int size;
  private final ElementType inMemory;

  StoredType(String code, int size, ElementType inMemory) {
    this.code = code;
    this.size = size;
    this.inMemory = inMemory;
  }

  /** NumPy's letter and width, such as {@code f4}. */
  public String code() {
    return code;
  }

  /** Bytes of one element. */
  public int size() {
    return size;
  }

  /** The type that holds it in memory without loss. */
  public ElementType inMemory() {
    return inMemory;
  }

  static @Nullable StoredType ofCode(String code) {
    for (StoredType type : values()) {
      if (type.code.equals(code)) {
        return type;
      }
    }
    return null;
  }

  /** Decodes {@code count} elements from the start of {@code bytes}, in the buffer's byte order. */
  void decode(ByteBuffer bytes, int count, float[] target, int at) {
    switch (this) {
      case FLOAT32 -> bytes.asFloatBuffer().get(target, at, count);
      case FLOAT16 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = HalfFloat.toFloat(bytes.getShort(2 * i));
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = (float) bytes.getDouble(8 * i);
        }
      }
      case UINT8 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = bytes.get(i) & 0xff;
        }
      }
      case UINT64 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = (float) unsignedToDouble(bytes.getLong(8 * i));
        }
      }
      case BOOL, INT8, INT16, INT32, INT64, UINT16, UINT32 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = integer(bytes, i);
        }
      }
    }
  }

  /** As above, in double precision. */
  void decode(ByteBuffer bytes, int count, double[] target, int at) {
    switch (this) {
      case FLOAT64 -> bytes.asDoubleBuffer().get(target, at, count);
      case FLOAT32 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = bytes.getFloat(4 * i);
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = HalfFloat.toFloat(bytes.getShort(2 * i));
        }
      }
      case UINT64 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = unsignedToDouble(bytes.getLong(8 * i));
        }
      }
      case BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = integer(bytes, i);
        }
      }
    }
  }

  /**
   * The integer at an index.
   *
   * @throws ArithmeticException if it does not fit a long
   */
  long integer(ByteBuffer bytes, int index) {
    return switch (this) {
      case INT8 -> bytes.get(index);
      case UINT8 -> bytes.get(index) & 0xff;
      case BOOL -> bytes.get(index) == 0 ? 0 : 1;
      case INT16 -> bytes.getShort(2 * index);
      case UINT16 -> bytes.getShort(2 * index) & 0xffff;
      case INT32 -> bytes.getInt(4 * index);
      case UINT32 -> bytes.getInt(4 * index) & 0xffffffffL;
      case INT64 -> bytes.getLong(8 * index);
      case UINT64 -> {
        long value = bytes.getLong(8 * index);
        if (value < 0) {
          throw new ArithmeticException(Long.toUnsignedString(value) + " does not fit 63 bits");
        }
        yield value;
      }
      case FLOAT16, FLOAT32, FLOAT64 -> throw new IllegalStateException(this + " is no integer");
    };
  }

  private static double unsignedToDouble(long bits) {
    // Halving keeps the top bit out of the sign; the lost bit is put back so that it still rounds.
    return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
  }
}
