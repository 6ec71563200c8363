package dev.nervure.equivariance;

import dev.nervure.array.NdArray;
import dev.nervure.image.AffineMap;
import dev.nervure.image.Boundary;
import dev.nervure.image.PixelGrid;
import dev.nervure.image.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A transformation g of images: content is moved about the centre of the image, (gx)(u) = x(g^-1
 * u), and values are multiplied. Immutable.
 *
 * <p>Quarter turns and flips move whole pixels; so do shifts by whole pixels, except for what comes
 * in at the edge. All others interpolate linearly between pixels, which blurs: an image turned by
 * 45 degrees is not only turned. Compare such warps with each other rather than with exact ones.
 */
public final class ImageWarp {
  /** Ways to write one, for messages and help. */
  public static final List<String> FORMS =
      List.of(
          "rotate90",
          "rotate180",
          "rotate270",
          "flip_horizontal",
          "flip_vertical",
          "rotate:45",
          "shift:4,0",
          "scale:0.71",
          "shear:0.2",
          "intensity:1.2",
          "affine:1,0,0,0,1,0");

  /** More repetitions than this are not looked for. */
  private static final int LARGEST_ORDER = 36;

  /** Of a radian, of the logarithm of a scale, of a shear. */
  private static final double SMALL = 0.1;

  private final String name;
  private final AffineMap map;
  private final double factor;
  private final boolean ofWholePixels;

  private ImageWarp(String name, AffineMap map, double factor, boolean ofWholePixels) {
    this.name = name;
    this.map = map;
    this.factor = factor;
    this.ofWholePixels = ofWholePixels;
  }

  /**
   * By its name as it is typed: {@code rotate90}, {@code rotate180}, {@code rotate270} (turns
   * anticlockwise as seen), {@code flip_horizontal} (left and right change places), {@code
   * flip_vertical}; {@code rotate:DEGREES}, {@code shift:DOWN,RIGHT} in pixels, {@code scale:F}
   * (below 1 the content shrinks), {@code shear:K} (a row moves right by K times its distance below
   * the centre), {@code intensity:F} (values are multiplied), and {@code affine:a,b,c,d,e,f}, which
   * moves what is y below and x to the right of the centre to a y + b x + c below and d y + e x + f
   * to the right.
   *
   * @throws IllegalArgumentException where it is none of these; says which there are
   */
  public static ImageWarp parse(String text) {
    String word = text.strip();
    switch (word) {
      case "rotate90":
        return exact(word, AffineMap.rotation(90));
      case "rotate180":
        return exact(word, AffineMap.rotation(180));
      case "rotate270":
        return exact(word, AffineMap.rotation(270));
      case "flip_horizontal":
        return exact(word, new AffineMap(1, 0, 0, -1, 0, 0));
      case "flip_vertical":
        return exact(word, new AffineMap(-1, 0, 0, 1, 0, 0));
      default:
    }
    int colon = word.indexOf(':');
    String kind = colon < 0 ? word : word.substring(0, colon);
    switch (kind) {
      case "rotate":
        double degrees = numbers(word, 1)[0];
        return moving(word, AffineMap.rotation(degrees));
      case "shift":
        double[] by = numbers(word, 2);
        return moving(word, AffineMap.shift(by[0], by[1]));
      case "scale":
        double scale = positive(word, numbers(word, 1)[0]);
        return moving(word, new AffineMap(1 / scale, 0, 0, 1 / scale, 0, 0));
      case "shear":
        return moving(word, new AffineMap(1, 0, -numbers(word, 1)[0], 1, 0, 0));
      case "intensity":
        double factor = positive(word, numbers(word, 1)[0]);
        return new ImageWarp(word, AffineMap.IDENTITY, factor, true);
      case "affine":
        double[] own = numbers(word, 6);
        AffineMap forward = new AffineMap(own[0], own[1], own[3], own[4], 0, 0);
        AffineMap linear = forward.inverse();
        return moving(
            word,
            new AffineMap(linear.yy(), linear.yx(), linear.xy(), linear.xx(), own[2], own[5]));
      default:
        throw new IllegalArgumentException(
            "'%s' is no transformation; these are: %s".formatted(text, String.join(", ", FORMS)));
    }
  }

  private static ImageWarp exact(String name, AffineMap map) {
    return new ImageWarp(name, map, 1, true);
  }

  private static ImageWarp moving(String name, AffineMap map) {
    return new ImageWarp(name, map, 1, false);
  }

  private static double positive(String word, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("%s must have a positive factor".formatted(word));
    }
    return value;
  }

  private static double[] numbers(String word, int count) {
    int colon = word.indexOf(':');
    String[] parts = colon < 0 ? new String[0] : word.substring(colon + 1).split(",", -1);
    if (parts.length != count) {
      throw new IllegalArgumentException(
          "'%s' needs %d number%s behind a colon, with commas between them, such as %s"
              .formatted(word, count, count == 1 ? "" : "s", example(word)));
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      try {
        numbers[i] = Double.parseDouble(parts[i].strip());
      } catch (NumberFormatException e) {
        numbers[i] = Double.NaN;
      }
      if (!Double.isFinite(numbers[i])) {
        throw new IllegalArgumentException(
            "'%s' in '%s' is no finite number".formatted(parts[i], word));
      }
    }
    return numbers;
  }

  private static String example(String word) {
    int colon = word.indexOf(':');
    String kind = (colon < 0 ? word : word.substring(0, colon)) + ":";
    return FORMS.stream().filter(form -> form.startsWith(kind)).findFirst().orElse(FORMS.get(0));
  }

  /** As it was typed. */
  public String name() {
    return name;
  }

  /** How content moves on the grid of pixels. */
  public AffineMap map() {
    return map;
  }

  /** What values are multiplied with. */
  public double factor() {
    return factor;
  }

  /**
   * How fast content moves at a place when a transformation of this kind begins, such as a turn; in
   * the unit of {@link LieDerivative}. Null where it is no beginning of anything: flips, a map of
   * the user's, brightness.
   *
   * @param y rows below the centre
   * @param x columns to the right of it
   * @return rows down and columns to the right
   */
  double @Nullable [] velocity(double y, double x) {
    String kind = name.replaceAll("[:0-9].*", "");
    return switch (kind) {
      case "rotate" -> new double[] {-SMALL * x, SMALL * y};
      case "scale" -> new double[] {SMALL * y, SMALL * x};
      case "shear" -> new double[] {0, SMALL * y};
      case "shift" -> {
        double length = Math.sqrt(map.down() * map.down() + map.right() * map.right());
        yield length > 0 ? new double[] {map.down() / length, map.right() / length} : null;
      }
      default -> null;
    };
  }

  /** Whether places stay: only values change. */
  public boolean keepsPlaces() {
    return map.equals(AffineMap.IDENTITY);
  }

  /** After how many repetitions an image is as it was, up to interpolation; 0 if never. */
  public int order() {
    return factor == 1 ? map.order(LARGEST_ORDER) : 0;
  }

  /** The way back. */
  public ImageWarp inverse() {
    return new ImageWarp(name + " undone", map.inverse(), 1 / factor, ofWholePixels);
  }

  /**
   * Refuses images on which it cannot be what its name says.
   *
   * @param shape of an image, C x H x W, H x W x C or H x W
   * @throws IllegalArgumentException where quarter turns are asked of images that are not square,
   *     or the shape is none of an image; says what would do
   */
  public void requireFits(int[] shape) {
    PixelGrid grid = PixelGrid.of(shape);
    boolean turns = map.yy() == 0 && map.xx() == 0;
    if (ofWholePixels && turns && grid.height() != grid.width()) {
      throw new IllegalArgumentException(
          "%s needs square images but these are %d x %d: crop or pad them (image folders: --size), or take rotate180, flips, or rotate:%s, which cuts off what leaves the image"
              .formatted(name, grid.height(), grid.width(), name.substring(name.length() - 2)));
    }
    Resampling pixels = Resampling.of(grid.height(), grid.width(), map, Boundary.ZERO);
    if (IntStream.range(0, grid.height() * grid.width()).noneMatch(pixels::isInside)) {
      throw new IllegalArgumentException(
          "%s moves all of an image of %d x %d out of sight: take a smaller transformation"
              .formatted(name, grid.height(), grid.width()));
    }
  }

  /** Whether it only shifts by whole pixels: some are lost at the edge, none is interpolated. */
  public boolean shiftsWholePixels() {
    boolean shifts = map.yy() == 1 && map.xx() == 1 && map.yx() == 0 && map.xy() == 0;
    return shifts && map.down() == Math.rint(map.down()) && map.right() == Math.rint(map.right());
  }

  /** Whether every pixel of such images only moves: nothing is interpolated, nothing comes in. */
  public boolean isExactOn(int[] shape) {
    PixelGrid grid = PixelGrid.of(shape);
    return Resampling.of(grid.height(), grid.width(), map, Boundary.ZERO).isPermutation();
  }

  /**
   * A batch of images transformed.
   *
   * @param batch samples x the shape of an image
   * @param boundary what comes in at the edges; zero is in the units of the batch
   */
  public NdArray apply(NdArray batch, Boundary boundary) {
    int[] shape = batch.shape();
    PixelGrid grid = PixelGrid.of(Arrays.copyOfRange(shape, 1, shape.length));
    float[] values = batch.floats();
    float[] moved = values.clone();
    if (!keepsPlaces()) {
      Resampling resampling = Resampling.of(grid.height(), grid.width(), map, boundary);
      int size = grid.channels() * grid.pixels();
      int step = grid.last() ? grid.channels() : 1;
      for (int image = 0; image < shape[0]; image++) {
        for (int channel = 0; channel < grid.channels(); channel++) {
          resampling.move(values, image * size + grid.index(0, channel), step, moved);
        }
      }
    }
    if (factor != 1) {
      for (int i = 0; i < moved.length; i++) {
        moved[i] = (float) (moved[i] * factor);
      }
    }
    return NdArray.of(moved, shape);
  }

  /**
   * Several, with commas between them, such as {@code rotate90,shift:4,0,flip_vertical}: a number
   * belongs to the transformation before it.
   *
   * @throws IllegalArgumentException where one is none, or stands there twice
   */
  public static List<ImageWarp> parseList(String text) {
    List<String> words = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int last = words.size() - 1;
      if (last >= 0 && part.strip().matches("[-+]?[0-9.].*")) {
        words.set(last, words.get(last) + "," + part.strip());
      } else {
        words.add(part);
      }
    }
    List<ImageWarp> all = new ArrayList<>();
    for (String word : words) {
      ImageWarp warp = parse(word);
      if (all.stream().anyMatch(other -> other.name.equals(warp.name))) {
        throw new IllegalArgumentException("transformation %s is asked twice".formatted(warp.name));
      }
      all.add(warp);
    }
    return List.copyOf(all);
  }
}
