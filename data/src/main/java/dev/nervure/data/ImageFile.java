package dev.nervure.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes one PNG, JPEG, BMP, GIF or TIFF file to bytes. Values are taken as stored: no colour
 * profile is applied, transparency is dropped, 16 bits are rounded to 8, an orientation is not
 * followed. Of several pictures the first is taken. The size is read before the pixels. A file that
 * its decoder warns of, such as half a JPEG, is damaged.
 */
final class ImageFile {

  /** The kinds that are read, for messages. */
  static final String KINDS = "PNG, JPEG, BMP, GIF or TIFF";

  /** Larger images are refused before they are decoded. */
  static final long MOST_PIXELS = 100_000_000;

  /** Directories of TIFF files that begin later than this many bytes are not looked into. */
  private static final long MOST_TIFF_SEARCHED = 16L << 20;

  private static final Set<String> FORMATS =
      Set.of("png", "jpeg", "jpg", "bmp", "gif", "tif", "tiff");

  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "jpe", "jfif", "bmp", "dib", "gif", "tif", "tiff");

  /** Grey, RGB, a palette (of two levels) and YCbCr, which is turned into RGB. */
  private static final Set<Integer> TIFF_COLORS =
      Set.of(
          BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_WHITE_IS_ZERO,
          BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_BLACK_IS_ZERO,
          BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_RGB,
          BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_PALETTE_COLOR,
          BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_Y_CB_CR);

  private ImageFile() {}

  /**
   * A decoded file.
   *
   * @param pixels the picture, the first where there are several
   * @param remarks what was left aside, in words that are the same for like files; often empty
   */
  record Decoded(PixelImage pixels, List<String> remarks) {}

  /** Whether a file is called like an image of a kind that is read. */
  static boolean isImageName(Path file) {
    return ENDINGS.contains(ending(file));
  }

  /** What follows the last full stop of the name, in lower case; empty where there is none. */
  static String ending(Path file) {
    String name = Folder.name(file).toLowerCase(Locale.ROOT);
    int point = name.lastIndexOf('.');
    return point < 0 ? "" : name.substring(point + 1);
  }

  /**
   * Decodes a file.
   *
   * @throws UnreadableImageException with the reason if it cannot be
   */
  static Decoded read(Path file) throws UnreadableImageException {
    try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
      if (stream == null) {
        throw new UnreadableImageException("cannot be opened");
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new UnreadableImageException("no " + KINDS);
      }
      ImageReader reader = readers.next();
      try {
        // Some decoders take almost any bytes for an image of their kind.
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        if (!FORMATS.contains(format)) {
          throw new UnreadableImageException("no " + KINDS);
        }
        return decoded(reader, stream, format);
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

  private static Decoded decoded(ImageReader reader, ImageInputStream stream, String format)
      throws IOException, UnreadableImageException {
    boolean jpeg = format.startsWith("jp");
    JpegHeader header = jpeg ? JpegHeader.read(stream) : null;
    List<String> remarks = new ArrayList<>();
    if ((header == null ? orientation(stream, format) : header.orientation()) != 1) {
      remarks.add("read as stored, not turned by the orientation that the camera noted");
    }
    List<String> warnings = new ArrayList<>();
    reader.setInput(stream, false, true);
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > MOST_PIXELS) {
      throw new UnreadableImageException("more than 100 million pixels");
    }
    if (format.equals("gif")) {
      requireWholeScreen(reader, stream);
    }
    PixelImage image;
    if (header != null) {
      image = JpegColors.convert(reader.readRaster(0, null), header);
    } else {
      BufferedImage read = reader.read(0);
      if (format.startsWith("tif")) {
        requirePlainTiff(read);
        requireKnownColors(reader);
      }
      image = pixels(read);
    }
    // A colour profile is not applied, so that a bad one does no harm.
    if (warnings.stream().anyMatch(warning -> !warning.contains("ICC"))) {
      throw new UnreadableImageException("damaged or cut short");
    }
    if (!jpeg && reader.getNumImages(true) > 1) {
      remarks.add("with several pictures, of which the first is taken");
    }
    return new Decoded(image.withoutEqualChannels(), remarks);
  }

  /** Of a TIFF file, whose beginning has the form of EXIF data; 1 for others. */
  private static int orientation(ImageInputStream stream, String format) throws IOException {
    if (!format.startsWith("tif")) {
      return 1;
    }
    stream.mark();
    try {
      long length = stream.length();
      byte[] bytes = new byte[(int) Math.max(0, Math.min(length, MOST_TIFF_SEARCHED))];
      stream.readFully(bytes);
      return ExifOrientation.of(bytes, 0);
    } finally {
      stream.reset();
    }
  }

  /** The first picture of a GIF may be a patch of its screen, whose rest is left open. */
  private static void requireWholeScreen(ImageReader reader, ImageInputStream stream)
      throws IOException, UnreadableImageException {
    byte[] start = new byte[10];
    stream.mark();
    stream.seek(0);
    stream.readFully(start);
    stream.reset();
    int width = (start[6] & 0xff) | (start[7] & 0xff) << 8;
    int height = (start[8] & 0xff) | (start[9] & 0xff) << 8;
    if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
      throw new UnreadableImageException("a GIF whose first picture does not fill it");
    }
  }

  /** TIFF also holds inks, Lab, depth maps and palettes, which have no one way to 0 ... 255. */
  private static void requirePlainTiff(BufferedImage image) throws UnreadableImageException {
    ColorModel model = image.getColorModel();
    int type = image.getRaster().getDataBuffer().getDataType();
    int space = model.getColorSpace().getType();
    boolean twoLevels = model instanceof IndexColorModel palette && palette.getMapSize() == 2;
    boolean plain =
        model instanceof ComponentColorModel
            && !model.isAlphaPremultiplied()
            && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
            && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB);
    if (!twoLevels && !plain) {
      throw new UnreadableImageException(
          "a TIFF that is neither grey nor RGB with 8 or 16 bits a channel");
    }
  }

  /** Some decoders give the numbers of Lab and of sensors out as RGB. */
  private static void requireKnownColors(ImageReader reader)
      throws IOException, UnreadableImageException {
    TIFFField field =
        TIFFDirectory.createFromMetadata(reader.getImageMetadata(0))
            .getTIFFField(BaselineTIFFTagSet.TAG_PHOTOMETRIC_INTERPRETATION);
    if (field != null && !TIFF_COLORS.contains(field.getAsInt(0))) {
      throw new UnreadableImageException(
          "a TIFF whose colours are neither grey nor RGB (photometric interpretation "
              + field.getAsInt(0)
              + ")");
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
      return new PixelImage(width, height, 3, bytes);
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
    return new PixelImage(width, height, channels, bytes);
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
