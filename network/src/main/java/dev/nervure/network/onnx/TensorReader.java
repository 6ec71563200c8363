package dev.nervure.network.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.BadModelException;
import dev.nervure.network.graph.IntegerType;
import dev.nervure.network.graph.NarrowFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Decodes tensors. Integers of all widths and booleans become INT64, half precision becomes
 * FLOAT32. The number of values is compared with the shape before anything is allocated, so a
 * tensor never takes more than eight times its bytes in the file.
 */
final class TensorReader {

  private final Path file;
  private final ExternalData external;

  TensorReader(Path file, ExternalData external) {
    this.file = file;
    this.external = external;
  }

  NdArray read(TensorProto proto, String context) {
    String where = context + "tensor " + proto.getName();
    ElementType element = elementType(proto.getDataType(), where);
    int[] shape = new int[proto.getDimsCount()];
    long size = 1;
    for (int i = 0; i < shape.length; i++) {
      long dimension = proto.getDims(i);
      if (dimension < 0 || dimension > Integer.MAX_VALUE) {
        throw refuse(where + " has dimension " + dimension);
      }
      shape[i] = (int) dimension;
      size = Math.multiplyExact(size, dimension);
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw refuse(where + " has " + size + " values, more than one array can hold");
    }
    if (proto.hasSegment()) {
      throw refuse(where + " is stored in segments, which is not supported");
    }
    TensorProto.DataType type = TensorProto.DataType.forNumber(proto.getDataType());
    int count = (int) size;
    int bits = packedBits(proto.getDataType());
    if (type == null || bits > 0) {
      return packed(proto, shape, count, where);
    }
    int width = width(type);
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return decode(type, external.read(proto, (long) count * width, where), shape, count);
    }
    if (proto.hasRawData()) {
      ByteString raw = proto.getRawData();
      if (raw.size() != (long) count * width) {
        throw refuse(
            where
                + " has "
                + count
                + " values of "
                + width
                + " bytes but "
                + raw.size()
                + " bytes of data");
      }
      return decode(type, raw.asReadOnlyByteBuffer(), shape, count);
    }
    return element == ElementType.INT64
        ? NdArray.of(integers(proto, type, count, where), shape)
        : reals(proto, type, shape, count, where);
  }

  /** The element type that an ONNX type code is kept as. */
  ElementType elementType(int code, String where) {
    if (packedBits(code) > 0) {
      return NarrowFloat.of(code) == null ? ElementType.INT64 : ElementType.FLOAT32;
    }
    TensorProto.DataType type = TensorProto.DataType.forNumber(code);
    if (type == null) {
      throw refuse(where + " has the unknown element type " + code);
    }
    return switch (type) {
      case FLOAT, FLOAT16, BFLOAT16 -> ElementType.FLOAT32;
      case DOUBLE -> ElementType.FLOAT64;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL -> ElementType.INT64;
      default ->
          throw new BadModelException(
              where + " has element type " + type + ", which is not supported",
              file.toString(),
              "export with float32 or float64 weights (no strings, complex or quantised types)");
    };
  }

  /** Bits of the types of less than 8 bits and of the floats of 8 bits; 0 for all others. */
  private static int packedBits(int code) {
    NarrowFloat narrow = NarrowFloat.of(code);
    if (narrow != null) {
      return narrow.bits();
    }
    IntegerType integer = IntegerType.of(code);
    return integer != null && integer.bits() < 8 ? integer.bits() : 0;
  }

  /**
   * Values of which several lie in one byte, the first in the lowest bits. Those of 6 bits have a
   * byte each, as in ONNX's own files.
   */
  private NdArray packed(TensorProto proto, int[] shape, int count, String where) {
    int code = proto.getDataType();
    int bits = packedBits(code);
    int perByte = 8 / bits;
    int length = (count + perByte - 1) / perByte;
    byte[] bytes = new byte[length];
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      external.read(proto, length, where).get(bytes);
    } else if (proto.hasRawData()) {
      ByteString raw = proto.getRawData();
      if (raw.size() != length) {
        throw refuse(
            where
                + " needs "
                + length
                + " bytes for "
                + count
                + " values but has "
                + raw.size()
                + " bytes of data");
      }
      raw.copyTo(bytes, 0);
    } else {
      checkCount(proto.getInt32DataCount(), length, where);
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) proto.getInt32Data(i);
      }
    }
    NarrowFloat narrow = NarrowFloat.of(code);
    IntegerType integer = IntegerType.of(code);
    float[] reals = new float[narrow == null ? 0 : count];
    long[] integers = new long[narrow == null ? count : 0];
    for (int i = 0; i < count; i++) {
      int pattern = (bytes[i / perByte] & 0xff) >> (i % perByte * bits);
      if (narrow != null) {
        reals[i] = narrow.decode(pattern);
      } else if (integer != null) {
        integers[i] = integer.wrap(pattern);
      }
    }
    return narrow == null ? NdArray.of(integers, shape) : NdArray.of(reals, shape);
  }

  private static int width(TensorProto.DataType type) {
    return switch (type) {
      case INT8, UINT8, BOOL -> 1;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
      case DOUBLE, INT64, UINT64 -> 8;
      default -> 4;
    };
  }

  private static NdArray decode(
      TensorProto.DataType type, ByteBuffer bytes, int[] shape, int count) {
    ByteBuffer data = bytes.order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case FLOAT -> {
        float[] values = new float[count];
        data.asFloatBuffer().get(values);
        return NdArray.of(values, shape);
      }
      case DOUBLE -> {
        double[] values = new double[count];
        data.asDoubleBuffer().get(values);
        return NdArray.of(values, shape);
      }
      case FLOAT16, BFLOAT16 -> {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
          values[i] = half(type, data.getShort());
        }
        return NdArray.of(values, shape);
      }
      default -> {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
          values[i] =
              switch (type) {
                case INT8 -> data.get();
                case UINT8 -> data.get() & 0xff;
                case BOOL -> data.get() == 0 ? 0 : 1;
                case INT16 -> data.getShort();
                case UINT16 -> data.getShort() & 0xffff;
                case INT32 -> data.getInt();
                case UINT32 -> data.getInt() & 0xffffffffL;
                default -> data.getLong();
              };
        }
        return NdArray.of(values, shape);
      }
    }
  }

  private NdArray reals(
      TensorProto proto, TensorProto.DataType type, int[] shape, int count, String where) {
    if (type == TensorProto.DataType.DOUBLE) {
      checkCount(proto.getDoubleDataCount(), count, where);
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = proto.getDoubleData(i);
      }
      return NdArray.of(values, shape);
    }
    boolean full = type == TensorProto.DataType.FLOAT;
    checkCount(full ? proto.getFloatDataCount() : proto.getInt32DataCount(), count, where);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = full ? proto.getFloatData(i) : half(type, (short) proto.getInt32Data(i));
    }
    return NdArray.of(values, shape);
  }

  private long[] integers(TensorProto proto, TensorProto.DataType type, int count, String where) {
    long[] values = new long[count];
    switch (type) {
      case INT64 -> {
        checkCount(proto.getInt64DataCount(), count, where);
        for (int i = 0; i < count; i++) {
          values[i] = proto.getInt64Data(i);
        }
      }
      case UINT32, UINT64 -> {
        checkCount(proto.getUint64DataCount(), count, where);
        for (int i = 0; i < count; i++) {
          values[i] = proto.getUint64Data(i);
        }
      }
      default -> {
        checkCount(proto.getInt32DataCount(), count, where);
        for (int i = 0; i < count; i++) {
          values[i] = proto.getInt32Data(i);
        }
      }
    }
    return values;
  }

  private void checkCount(int present, int wanted, String where) {
    if (present != wanted) {
      throw refuse(where + " has shape for " + wanted + " values but holds " + present);
    }
  }

  /** A 16-bit float, either kind, as a 32-bit one; exact. */
  private static float half(TensorProto.DataType type, short bits) {
    if (type == TensorProto.DataType.BFLOAT16) {
      return Float.intBitsToFloat(bits << 16);
    }
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int mantissa = bits & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | (mantissa << 13));
    }
    if (exponent == 0) {
      float subnormal = mantissa * 0x1p-24f;
      return sign == 0 ? subnormal : -subnormal;
    }
    return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (mantissa << 13));
  }

  private BadModelException refuse(String what) {
    return new BadModelException(what, file.toString(), OnnxReader.CHECK_ADVICE);
  }
}
