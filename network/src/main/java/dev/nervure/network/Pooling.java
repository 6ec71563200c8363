package dev.nervure.network;

/**
 * What is kept of a layer's activations; applied where they arise, so that the rest is never
 * copied.
 */
public enum Pooling {
  /** The mean over all positions: samples x channels. */
  GLOBAL_AVERAGE,
  /** All values of a sample in one row: samples x (channels times positions). The default. */
  FLATTEN,
  /** Each position is a row of its own: (samples times positions) x channels, samples outermost. */
  SPATIAL,
  /** Nothing is pooled: samples x the layer's own shape. */
  CHANNEL_MAPS
}
