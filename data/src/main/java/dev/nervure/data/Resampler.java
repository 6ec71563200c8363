package dev.nervure.data;

/**
 * Resizes images with a triangle filter ("bilinear"), separately in x and y. When shrinking, the
 * filter is widened to the ratio of the sizes, so that every source pixel counts (antialiasing).
 * The weights of a target pixel sum to 1; values are rounded to bytes after each direction. This is
 * how common imaging libraries for Python resize by default, so that networks see what they were
 * trained on.
 */
final class Resampler {

  private Resampler() {}

  /**
   * Resizes as the options say; an image that fits is returned as it is.
   *
   * @throws UnreadableImageException if the image is so long and thin that a step between would
   *     take more than {@link ImageFile#MOST_PIXELS}
   */
  static PixelImage fit(PixelImage image, ImageOptions.Size size, ImageOptions options)
      throws UnreadableImageException {
    int width = size.width();
    int height = size.height();
    if (options.fit() == ImageOptions.Fit.STRETCH) {
      return resize(image, width, height);
    }
    double scale =
        options.shorterSide() > 0
            ? (double) options.shorterSide() / Math.min(image.width(), image.height())
            : Math.max((double) width / image.width(), (double) height / image.height());
    // Never below the crop, whatever the rounding.
    int scaledWidth = Math.max(width, (int) Math.round(image.width() * scale));
    int scaledHeight = Math.max(height, (int) Math.round(image.height() * scale));
    if ((long) scaledWidth * scaledHeight > ImageFile.MOST_PIXELS) {
      return cropAspect(image, width, height);
    }
    PixelImage scaled = resize(image, scaledWidth, scaledHeight);
    return scaled.cropped((scaledWidth - width) / 2, (scaledHeight - height) / 2, width, height);
  }

  /** For extremely long images: cuts the centre of the right aspect first, then resizes. */
  private static PixelImage cropAspect(PixelImage image, int width, int height)
      throws UnreadableImageException {
    double scale = Math.max((double) width / image.width(), (double) height / image.height());
    int cutWidth = Math.max(1, Math.min(image.width(), (int) Math.round(width / scale)));
    int cutHeight = Math.max(1, Math.min(image.height(), (int) Math.round(height / scale)));
    PixelImage cut =
        image.cropped(
            (image.width() - cutWidth) / 2, (image.height() - cutHeight) / 2, cutWidth, cutHeight);
    return resize(cut, width, height);
  }

  /** Resizes to exactly this width and height. */
  static PixelImage resize(PixelImage image, int width, int height)
      throws UnreadableImageException {
    if ((long) width * image.height() > ImageFile.MOST_PIXELS) {
      throw new UnreadableImageException("too long and thin to be resized");
    }
    PixelImage wide = image.width() == width ? image : resizeWidth(image, width);
    return wide.height() == height ? wide : resizeHeight(wide, height);
  }

  private static PixelImage resizeWidth(PixelImage image, int width) {
    int channels = image.channels();
    byte[] source = image.bytes();
    byte[] target = new byte[Math.multiplyExact(width * channels, image.height())];
    for (int x = 0; x < width; x++) {
      Weights weights = Weights.of(x, image.width(), width);
      for (int y = 0; y < image.height(); y++) {
        for (int channel = 0; channel < channels; channel++) {
          int from = (y * image.width() + weights.first()) * channels + channel;
          int to = (y * width + x) * channels + channel;
          target[to] = weighted(source, from, channels, weights.values());
        }
      }
    }
    return new PixelImage(width, image.height(), channels, target);
  }

  private static PixelImage resizeHeight(PixelImage image, int height) {
    int stride = image.width() * image.channels();
    byte[] source = image.bytes();
    byte[] target = new byte[Math.multiplyExact(stride, height)];
    for (int y = 0; y < height; y++) {
      Weights weights = Weights.of(y, image.height(), height);
      for (int column = 0; column < stride; column++) {
        int from = weights.first() * stride + column;
        target[y * stride + column] = weighted(source, from, stride, weights.values());
      }
    }
    return new PixelImage(image.width(), height, image.channels(), target);
  }

  private static byte weighted(byte[] source, int from, int step, double[] weights) {
    double sum = 0.5;
    int at = from;
    for (double weight : weights) {
      sum += weight * (source[at] & 0xff);
      at += step;
    }
    return (byte) Math.min(255, (int) sum);
  }

  /** The source pixels {@code first, first + 1, ...} of one target pixel, with their weights. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Weights(int first, double[] values) {

    static Weights of(int target, int sourceLength, int targetLength) {
      double ratio = (double) sourceLength / targetLength;
      double support = Math.max(1, ratio);
      double center = (target + 0.5) * ratio;
      int first = Math.max(0, (int) (center - support + 0.5));
      int end = Math.min(sourceLength, (int) (center + support + 0.5));
      double[] values = new double[end - first];
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        double distance = Math.abs(first + i + 0.5 - center) / support;
        values[i] = Math.max(0, 1 - distance);
        sum += values[i];
      }
      for (int i = 0; i < values.length; i++) {
        values[i] /= sum;
      }
      return new Weights(first, values);
    }
  }
}
