package dev.nervure.data.spoof;

/**
 * How images are spoofed.
 *
 * @param kind print or screen
 * @param strength of every step, from 0 (the image itself, in 256 levels) to 1
 * @param seed of what differs from image to image: directions, phases, light, noise
 */
public record SpoofOptions(SpoofKind kind, double strength, long seed) {
  /** Refuses a strength out of range. */
  public SpoofOptions {
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength must be in [0, 1] but was " + strength);
    }
  }
}
