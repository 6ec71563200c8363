package dev.nervure.data.array;

/** IEEE 754 binary16, which Java 17 cannot convert. */
final class HalfFloat {

  /** 2^-24, the value of the lowest bit of a subnormal. */
  private static final float SUBNORMAL_UNIT = 0x1p-24f;

  private HalfFloat() {}

  /** The exact value as a float. */
  static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >>> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * SUBNORMAL_UNIT;
      return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | sign);
    }
    int widened = exponent == 31 ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
  }
}
