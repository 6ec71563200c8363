package dev.nervure.data.spoof;

import dev.nervure.stats.RandomStream;

/**
 * Makes an image look recaptured: printed and photographed, or filmed from a screen. A sketch of
 * what such images have in common (blur, raster or moire, other tones, uneven light or glare, fewer
 * pixels, noise, JPEG), not a model of any camera: what a network makes of it shows how it answers
 * to such traces, not how it would fare against real attacks. The same image, options and number
 * give the same bits on every machine. About 0.1 ms a thousand pixels.
 */
public final class Spoof {
  /** Below this side a raster would be finer than pixels. */
  private static final double FINEST_PERIOD = 2.2;

  private static final int BEST_QUALITY = 95;

  private final SpoofOptions options;

  /** With these options. */
  public Spoof(SpoofOptions options) {
    this.options = options;
  }

  /**
   * The image held up to a camera.
   *
   * @param image channels x height x width in [0, 1]; one channel or three
   * @param channels 1 or 3
   * @param number of the image among others: it decides what differs from image to image
   * @return as long, in multiples of 1/255
   * @throws IllegalArgumentException for another number of channels, or values outside [0, 1]
   */
  public float[] of(float[] image, int channels, int height, int width, long number) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "an image has 1 or 3 channels but this one has " + channels);
    }
    for (float value : image) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("values must be in [0, 1] but one is " + value);
      }
    }
    Planes planes = new Planes(image, channels, height, width);
    if (options.strength() > 0) {
      RandomStream stream = RandomStream.seeded(options.seed()).derive("spoof").derive(number);
      switch (options.kind()) {
        case PRINT -> print(planes, stream);
        case REPLAY -> replay(planes, stream);
      }
    }
    return planes.quantized();
  }

  private void print(Planes image, RandomStream stream) {
    double s = options.strength();
    double side = Math.min(image.height(), image.width());
    image.blur(s * side / 55);
    // Ink spreads and paper is not white: a smaller range, darker in the middle, warmer.
    double[] cast = {1 + 0.03 * s, 1, 1 - 0.06 * s};
    image.map(value -> 0.07 * s + (1 - 0.12 * s) * StrictMath.pow(value, 1 + 0.25 * s));
    if (image.channels().length == 3) {
      image.map((value, channel, x, y) -> value * cast[channel]);
    }
    double period = Math.max(FINEST_PERIOD, side / 40);
    double turn = Math.PI / 4 + 0.2 * stream.nextGaussian();
    Wave along = Wave.of(turn, side / period, stream);
    Wave across = Wave.of(turn + Math.PI / 2, side / period, stream);
    // Dots change most where half of the paper is covered.
    image.map(
        (value, channel, x, y) ->
            value + 0.35 * s * value * (1 - value) * along.at(x, y) * across.at(x, y));
    Wave light = Wave.of(2 * Math.PI * stream.nextDouble(), 0.25, stream);
    image.map((value, channel, x, y) -> value * (1 - 0.12 * s * (1 - light.at(x, y))));
    capture(image, 1 / (1 + 0.5 * s), 0.02 * s, stream);
  }

  private void replay(Planes image, RandomStream stream) {
    double s = options.strength();
    double side = Math.min(image.height(), image.width());
    image.blur(s * side / 90);
    double[] cast = {1 - 0.05 * s, 1, 1 + 0.05 * s};
    image.map(value -> 0.03 * s + (1 - 0.03 * s) * StrictMath.pow(value, 1 - 0.2 * s));
    if (image.channels().length == 3) {
      image.map((value, channel, x, y) -> value * cast[channel]);
    }
    // The pixels of the screen beat with those of the camera; the colours of a pixel lie side by
    // side, so that their beats are a third of a period apart.
    double turn = Math.PI * stream.nextDouble();
    double waves = 3 + 4 * stream.nextDouble();
    Wave beat = Wave.of(turn, waves, stream);
    Wave slow = Wave.of(turn + 0.5 + stream.nextDouble(), 1 + stream.nextDouble(), stream);
    image.map(
        (value, channel, x, y) ->
            value
                + 0.1 * s * (0.3 + 0.7 * value) * beat.at(x, y, channel / 3.0)
                + 0.03 * s * slow.at(x, y));
    double glareX = stream.nextDouble();
    double glareY = stream.nextDouble();
    double size = 0.15 + 0.15 * stream.nextDouble();
    image.map(
        (value, channel, x, y) -> {
          double far = (x - glareX) * (x - glareX) + (y - glareY) * (y - glareY);
          return value + (1 - value) * 0.35 * s * StrictMath.exp(-far / (2 * size * size));
        });
    capture(image, 1 / (1 + 0.3 * s), 0.015 * s, stream);
  }

  /** What the camera does: fewer pixels, noise, JPEG. */
  private void capture(Planes image, double share, double noise, RandomStream stream) {
    image.resample(share);
    image.addNoise(noise, stream);
    new JpegRoundTrip((int) Math.rint(BEST_QUALITY - 45 * options.strength())).apply(image);
  }

  /**
   * A plane wave over the unit square.
   *
   * @param x waves from left to right
   * @param y waves from top to bottom
   * @param phase in waves
   */
  private record Wave(double x, double y, double phase) {
    static Wave of(double direction, double waves, RandomStream stream) {
      return new Wave(
          waves * StrictMath.cos(direction),
          waves * StrictMath.sin(direction),
          stream.nextDouble());
    }

    double at(double column, double row) {
      return at(column, row, 0);
    }

    double at(double column, double row, double later) {
      return StrictMath.cos(2 * Math.PI * (x * column + y * row + phase + later));
    }
  }
}
