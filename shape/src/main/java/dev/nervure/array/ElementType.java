package dev.nervure.array;

/** What an {@link NdArray} holds. */
public enum ElementType {
  /** 32-bit floating point. */
  FLOAT32,
  /** 64-bit floating point. */
  FLOAT64,
  /** 64-bit signed integers. */
  INT64
}
