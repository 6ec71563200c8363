package dev.nervure.network.graph;

import org.jspecify.annotations.Nullable;

/**
 * Floating-point types of four to eight bits, by their codes in ONNX. All their values are exact in
 * 32 bits (Micikevicius et al. 2022, "FP8 formats for deep learning"; OCP Microscaling Formats
 * 1.0).
 */
public enum NarrowFloat {
  FLOAT8E4M3FN(17, 8, 3, 7, Special.NOT_A_NUMBER),
  FLOAT8E4M3FNUZ(18, 8, 3, 8, Special.ONE_ZERO),
  FLOAT8E5M2(19, 8, 2, 15, Special.INFINITIES),
  FLOAT8E5M2FNUZ(20, 8, 2, 16, Special.ONE_ZERO),
  FLOAT4E2M1(23, 4, 1, 1, Special.NONE),
  /** Powers of two without a sign, for the scales of blocks. */
  FLOAT8E8M0(24, 8, 0, 127, Special.NOT_A_NUMBER),
  FLOAT6E2M3(27, 6, 3, 1, Special.NONE),
  FLOAT6E3M2(28, 6, 2, 3, Special.NONE);

  private enum Special {
    /** All codes are finite. */
    NONE,
    /** The last code of either sign is no number. */
    NOT_A_NUMBER,
    /** The code of minus zero is no number. */
    ONE_ZERO,
    /** As in the wide types: the last exponent holds infinities and what is no number. */
    INFINITIES
  }

  private final int code;
  private final int bits;
  private final int mantissaBits;
  private final int bias;
  private final Special special;

  /** The values from 0 on that have no sign and are finite, ascending. */
  private final float[] magnitudes;

  NarrowFloat(int code, int bits, int mantissaBits, int bias, Special special) {
    this.code = code;
    this.bits = bits;
    this.mantissaBits = mantissaBits;
    this.bias = bias;
    this.special = special;
    boolean signed = mantissaBits > 0;
    int count = 1 << (signed ? bits - 1 : bits);
    int finite =
        switch (special) {
          case NONE, ONE_ZERO -> count;
          case NOT_A_NUMBER -> count - 1;
          case INFINITIES -> count - (1 << mantissaBits);
        };
    magnitudes = new float[finite];
    for (int i = 0; i < finite; i++) {
      magnitudes[i] = (float) magnitude(i);
    }
  }

  private double magnitude(int index) {
    if (mantissaBits == 0) {
      return StrictMath.scalb(1.0, index - bias);
    }
    int exponent = index >> mantissaBits;
    int mantissa = index & ((1 << mantissaBits) - 1);
    return exponent == 0
        ? StrictMath.scalb((double) mantissa, 1 - bias - mantissaBits)
        : StrictMath.scalb(
            (double) ((1 << mantissaBits) + mantissa), exponent - bias - mantissaBits);
  }

  /** The type with a code of ONNX, or null. */
  public static @Nullable NarrowFloat of(long code) {
    for (NarrowFloat type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** Bits that a value takes in a file. */
  public int bits() {
    return bits;
  }

  /** The value of some bits. */
  public float decode(int pattern) {
    boolean signed = mantissaBits > 0;
    int signBit = signed ? 1 << (bits - 1) : 0;
    boolean negative = (pattern & signBit) != 0;
    int index = pattern & ((1 << bits) - 1) & ~signBit;
    if (special == Special.ONE_ZERO && negative && index == 0) {
      return Float.NaN;
    }
    float value;
    if (index < magnitudes.length) {
      value = magnitudes[index];
    } else if (special == Special.INFINITIES && index == magnitudes.length) {
      value = Float.POSITIVE_INFINITY;
    } else {
      value = Float.NaN;
    }
    return negative ? -value : value;
  }

  /**
   * The nearest value; of two equally near ones the one with an even last bit.
   *
   * @param saturate whether what is too large becomes the largest value; otherwise it becomes
   *     infinite where the type has infinities, else no number
   */
  public float round(double value, boolean saturate) {
    if (Double.isNaN(value)) {
      return special == Special.NONE ? 0 : Float.NaN;
    }
    double size = Math.abs(value);
    int last = magnitudes.length - 1;
    float largest = magnitudes[last];
    double beyond = largest + ((double) largest - magnitudes[last - 1]);
    double middle = (largest + beyond) / 2;
    // Half way to what would come next, an even last value is kept.
    boolean over = size > middle || (size == middle && last % 2 != 0);
    float rounded;
    if (over && !saturate && special != Special.NONE) {
      rounded = special == Special.INFINITIES ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      rounded = nearest(Math.min(size, largest));
      if (Double.isInfinite(value) && !saturate && special != Special.NONE) {
        rounded = special == Special.INFINITIES ? Float.POSITIVE_INFINITY : Float.NaN;
      }
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    return negative && !(rounded == 0 && special == Special.ONE_ZERO) ? -rounded : rounded;
  }

  private float nearest(double size) {
    int above = 0;
    int high = magnitudes.length - 1;
    while (above < high) {
      int middle = (above + high) >>> 1;
      if (magnitudes[middle] < size) {
        above = middle + 1;
      } else {
        high = middle;
      }
    }
    if (above == 0 || magnitudes[above] == size) {
      return magnitudes[above];
    }
    double up = magnitudes[above] - size;
    double down = size - magnitudes[above - 1];
    return up < down || (up == down && above % 2 == 0) ? magnitudes[above] : magnitudes[above - 1];
  }

  /**
   * The power of two next to a positive value: for {@link #FLOAT8E8M0}, whose values have no
   * mantissa.
   *
   * @param mode {@code up}, {@code down} or {@code nearest}, names of the specification
   */
  public float roundPower(double value, String mode) {
    if (Double.isNaN(value) || value < 0) {
      return Float.NaN;
    }
    int last = magnitudes.length - 1;
    int index = 0;
    while (index < last && magnitudes[index + 1] <= value) {
      index++;
    }
    double share = value / magnitudes[index];
    boolean next =
        switch (mode) {
          case "up" -> share > 1;
          case "down" -> false;
          default -> share >= 1.5;
        };
    return magnitudes[next ? Math.min(last, index + 1) : index];
  }
}
