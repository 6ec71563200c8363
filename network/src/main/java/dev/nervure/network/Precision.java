package dev.nervure.network;

/**
 * The floating-point type in which a network is evaluated: weights, activations and derivatives
 * alike.
 */
public enum Precision {
  /** 32 bits: fast, enough for activations and accuracy. */
  FLOAT32,
  /** 64 bits: for derivatives whose rank or null space matters. */
  FLOAT64
}
