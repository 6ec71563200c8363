package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Windowed scattering: for each path of up to two wavelets and each place of a grid of 2^J pixels,
 * how strong the path is around it, see {@link Scattering}. 1 + J L + L^2 J (J - 1) / 2 paths.
 *
 * <p>Nearly invariant under shifts and deformations well below 2^J pixels, and contracting: two
 * images are never further apart in it than in pixels, edges counted as padding repeats them. On
 * the centred grid quarter turns and flips move places and angles, exactly.
 */
final class ScatteringBlock implements FeatureBlock {
  private static final double ROUNDING = 1e-12;

  /** Padded pixels of the images that are done at once, for the second level cache. */
  private static final int PIXELS_AT_ONCE = 20_000;

  private static final int MOST_AT_ONCE = 16;

  private final ImageSize size;
  private final BlockSettings own;
  private final Scattering scattering;
  private final ScatteringAngles angles;

  ScatteringBlock(ImageSize size, BlockSettings own) {
    this.size = size;
    this.own = own;
    scattering = scattering("scattering", size, own, own.grid());
    angles = new ScatteringAngles(own.angles());
  }

  /**
   * The transform for some settings.
   *
   * @throws IllegalArgumentException where images are too small, naming the largest scale for them
   */
  static Scattering scattering(
      String block, ImageSize size, BlockSettings own, ScatteringGrid grid) {
    int least = Math.min(size.height(), size.width());
    if (least < 2) {
      throw new IllegalArgumentException(
          "%s needs images of at least 2x2 pixels but these are %s; pad them"
              .formatted(block, size));
    }
    if (1 << own.scale() > least) {
      throw new IllegalArgumentException(
          "%s of scale %d averages over %d pixels but images are %s; the largest scale for them is %d"
              .formatted(
                  block,
                  own.scale(),
                  1 << own.scale(),
                  size,
                  31 - Integer.numberOfLeadingZeros(least)));
    }
    return new Scattering(size, own.scale(), own.angles(), own.order(), grid);
  }

  @Override
  public String name() {
    return "scattering";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("scale", own.scale());
    all.put("angles", own.angles());
    all.put("order", own.order());
    all.put("grid", own.grid().name().toLowerCase(Locale.ROOT));
    return all;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public List<Coefficient> coefficients() {
    List<Coefficient> all = new ArrayList<>();
    for (ScatteringPath path : scattering.paths()) {
      for (int row = 0; row < scattering.rows().places(); row++) {
        int[] rows = scattering.rows().region(row);
        for (int column = 0; column < scattering.columns().places(); column++) {
          int[] columns = scattering.columns().region(column);
          Map<String, Number> indices = indices(path);
          indices.put("row", row);
          indices.put("column", column);
          all.add(
              new Coefficient(
                  "%s, place %d %d".formatted(words(path), row, column),
                  indices,
                  new Coefficient.Region(rows[0], columns[0], rows[1], columns[1])));
        }
      }
    }
    return all;
  }

  private String words(ScatteringPath path) {
    StringJoiner words = new StringJoiner(", then ");
    for (int i = 0; i < path.order(); i++) {
      words.add(
          "scale %d at %s degrees"
              .formatted(
                  path.scales().get(i),
                  ScatteringAngles.text(angles.degrees(path.angles().get(i)))));
    }
    return path.order() == 0 ? "order 0" : "order %d, %s".formatted(path.order(), words);
  }

  private Map<String, Number> indices(ScatteringPath path) {
    Map<String, Number> indices = new LinkedHashMap<>();
    indices.put("order", path.order());
    for (int i = 0; i < path.order(); i++) {
      String which = i == 0 ? "" : "2";
      indices.put("scale" + which, path.scales().get(i));
      indices.put("angle" + which, angles.degrees(path.angles().get(i)));
    }
    return indices;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    List<DeclaredSymmetry> all = new ArrayList<>();
    if (own.grid() == ScatteringGrid.CENTRED && size.isSquare() && own.angles() % 2 == 0) {
      all.add(
          DeclaredSymmetry.equivariant(ImageGroup.QUARTER_TURNS_AND_FLIPS, this::moved, ROUNDING));
    }
    all.add(
        DeclaredSymmetry.continuous(
            "shifts and deformations well below %d pixels".formatted(1 << own.scale()),
            DeclaredSymmetry.Kind.INVARIANT));
    return all;
  }

  /** Places move as pixels do; the wavelet of a path is what the moved image shows of another. */
  private double[] moved(int element, double[] values) {
    ImageSize grid = new ImageSize(scattering.rows().places(), scattering.columns().places());
    List<ScatteringPath> paths = scattering.paths();
    Map<ScatteringPath, Integer> numbers = new HashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      numbers.put(paths.get(i), i);
    }
    double[] now = new double[values.length];
    for (int i = 0; i < paths.size(); i++) {
      ScatteringPath path = paths.get(i);
      List<Integer> before =
          path.angles().stream().map(angle -> angleBefore(element, angle)).toList();
      int from = numbers.getOrDefault(new ScatteringPath(path.scales(), before), i);
      double[] map = new double[grid.pixels()];
      System.arraycopy(values, from * map.length, map, 0, map.length);
      double[] moved = ImageGroup.QUARTER_TURNS_AND_FLIPS.act(element, grid, map);
      System.arraycopy(moved, 0, now, i * map.length, map.length);
    }
    return now;
  }

  private int angleBefore(int element, int angle) {
    int turned = angles.beforeTurns(angle, element % 4);
    return element < 4 ? turned : angles.beforeFlip(turned);
  }

  @Override
  public double[] of(double[] image) {
    return scattering.of(new double[][] {image})[0];
  }

  @Override
  public double[][] of(double[][] images) {
    return scattering.of(images);
  }

  @Override
  public int batch() {
    return batch(scattering);
  }

  /** How many images are best done at once. */
  static int batch(Scattering scattering) {
    int padded = scattering.rows().padded() * scattering.columns().padded();
    return Math.max(1, Math.min(MOST_AT_ONCE, PIXELS_AT_ONCE / padded));
  }

  @Override
  public long memory() {
    return scattering.memory(batch());
  }
}
