package dev.nervure.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes one PNG, JPEG or BMP file to bytes. Values are taken as stored: no colour profile is
 * applied, transparency is dropped, 16 bits are rounded to 8. The size is read before the pixels.
 */
final class ImageFile {

  /** Larger images are refused before they are decoded. */
  static final long MOST_PIXELS = 100_000_000;

  private static final Set<String> FORMATS = Set.of("png", "jpeg", "jpg", "bmp");

  private ImageFile() {}

  static boolean isImageName(Path file) {
    String name = Folder.name(file).toLowerCase(Locale.ROOT);
    return name.endsWith(".png")
        || name.endsWith(".jpg")
        || name.endsWith(".jpeg")
        || name.endsWith(".bmp");
  }

  /**
   * Decodes a file.
   *
   * @throws UnreadableImageException with the reason if it cannot be
   */
  static PixelImage read(Path file) throws UnreadableImageException {
    try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
      if (stream == null) {
        throw new UnreadableImageException("cannot be opened");
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new UnreadableImageException("no PNG, JPEG or BMP");
      }
      ImageReader reader = readers.next();
      try {
        // Some decoders take almost any bytes for an image of their kind.
        if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
          throw new UnreadableImageException("no PNG, JPEG or BMP");
        }
        reader.setInput(stream, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw new UnreadableImageException("more than 100 million pixels");
        }
        return pixels(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Decoders answer damaged files with many kinds of exception; all mean the same here.
      throw new UnreadableImageException("damaged or of an unsupported kind", e);
    } catch (OutOfMemoryError e) {
      throw new UnreadableImageException("too large for the memory", e);
    }
  }

  private static PixelImage pixels(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    int space = model.getColorSpace().getType();
    boolean direct = model instanceof ComponentColorModel;
    boolean grey = direct && space == ColorSpace.TYPE_GRAY;
    boolean color = direct && space == ColorSpace.TYPE_RGB && model.getNumColorComponents() == 3;
    int channels = grey ? 1 : 3;
    byte[] bytes = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
    if (!grey && !color) {
      fromColorModel(image, bytes);
      return new PixelImage(width, height, 3, bytes).withoutEqualChannels();
    }
    int bits = model.getComponentSize(0);
    int most = (1 << bits) - 1;
    int[] row = new int[width * raster.getNumBands()];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          int value = row[x * raster.getNumBands() + channel];
          int scaled = bits == 8 ? value : (int) ((value * 255L + most / 2) / most);
          bytes[(y * width + x) * channels + channel] = (byte) scaled;
        }
      }
    }
    return new PixelImage(width, height, channels, bytes).withoutEqualChannels();
  }

  private static void fromColorModel(BufferedImage image, byte[] bytes) {
    int width = image.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        bytes[at] = (byte) (row[x] >> 16);
        bytes[at + 1] = (byte) (row[x] >> 8);
        bytes[at + 2] = (byte) row[x];
      }
    }
  }
}
