package dev.nervure.data;

import dev.nervure.data.array.ByteCollector;
import dev.nervure.data.array.Bytes;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes images to one size and number of channels and keeps their bytes. Where the number of
 * channels is left open, images are kept grey until the first coloured one comes. Not thread safe.
 */
final class ImageCollector implements AutoCloseable {

  private final Path folder;
  private final ImageOptions options;
  private ByteCollector pixels;
  private ImageOptions.@Nullable Size size;
  private boolean grey;

  ImageCollector(Path folder, ImageOptions options) {
    this.folder = folder;
    this.options = options;
    this.pixels = new ByteCollector(folder.toString());
    this.size = options.size();
    this.grey = options.color() != ImageOptions.Color.RGB;
  }

  /**
   * Decodes and keeps one image.
   *
   * @return what was left aside of it; often empty
   * @throws UnreadableImageException if it cannot be decoded; nothing is kept then
   * @throws BadDataException if its size is not that of the others and none was told
   */
  List<String> add(Path file) throws UnreadableImageException {
    ImageFile.Decoded decoded = ImageFile.read(file);
    PixelImage image = decoded.pixels();
    if (size == null) {
      size = new ImageOptions.Size(image.width(), image.height());
    }
    boolean same = image.width() == size.width() && image.height() == size.height();
    if (!same && options.size() == null) {
      throw new BadDataException(
          "is " + image.width() + "x" + image.height() + " where the first image is " + size,
          file.toString(),
          "Say the image size, such as --size " + size + ".");
    }
    if (options.color() == ImageOptions.Color.AUTO && grey && image.channels() == 3) {
      widenToColor(size);
    }
    PixelImage colored = grey ? image.grey() : image.rgb();
    // Without a crop to a fixed shorter side, an image of the right size stays as it is.
    PixelImage fitted =
        same && options.shorterSide() == 0 ? colored : Resampler.fit(colored, size, options);
    byte[] planes = fitted.channelsFirst();
    pixels.append(planes, 0, planes.length);
    return decoded.remarks();
  }

  /** Channels, height, width. */
  int[] sampleShape() {
    if (size == null) {
      throw new IllegalStateException("no image yet");
    }
    return new int[] {grey ? 1 : 3, size.height(), size.width()};
  }

  /** The images; nothing can be added afterwards. */
  RecordRows rows() {
    int[] shape = sampleShape();
    return new RecordRows(pixels.finish(), shape[0] * shape[1] * shape[2], 0);
  }

  @Override
  public void close() {
    pixels.close();
  }

  private void widenToColor(ImageOptions.Size imageSize) {
    grey = false;
    int area = imageSize.width() * imageSize.height();
    ByteCollector wide = new ByteCollector(folder.toString());
    try (ByteCollector narrow = pixels) {
      Bytes bytes = narrow.finish();
      for (long at = 0; at < bytes.size(); at += area) {
        byte[] plane = bytes.copy(at, area);
        for (int channel = 0; channel < 3; channel++) {
          wide.append(plane, 0, area);
        }
      }
    }
    pixels = wide;
  }
}
