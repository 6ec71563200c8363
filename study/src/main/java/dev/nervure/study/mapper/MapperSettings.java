package dev.nervure.study.mapper;

import dev.nervure.mapper.Clusterer;
import dev.nervure.mapper.ClustererSettings;
import dev.nervure.mapper.Clusterers;
import dev.nervure.mapper.Cover;
import dev.nervure.mapper.CoverSettings;
import dev.nervure.mapper.Covers;
import dev.nervure.mapper.EpsElbow;
import dev.nervure.mapper.IntervalConvention;
import dev.nervure.mapper.LensSettings;
import dev.nervure.mapper.LensValues;
import dev.nervure.mapper.Lenses;
import dev.nervure.mapper.NerveOptions;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.study.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the Mapper graph of a layer is made. Start from {@link #defaults()}, the settings of Purvine
 * et al. (AAAI 2023).
 *
 * @param lenses names of {@link Lenses}, or {@code column:3} for a coordinate by its number; their
 *     columns stand behind each other
 * @param lens what the lenses take
 * @param cover a name of {@link #covers}
 * @param covering what the cover takes
 * @param clusterer a name of {@link Clusterers}
 * @param clustering what the clusterer takes; an eps of 0 is that of each layer by the elbow rule
 * @param nerve which nodes are joined
 */
public record MapperSettings(
    List<String> lenses,
    LensSettings lens,
    String cover,
    CoverSettings covering,
    String clusterer,
    ClustererSettings clustering,
    NerveOptions nerve) {
  private static final String FIXED = "fixed";
  private static final String FIT = "fit";
  private static final String INTERVALS = "intervals";
  private static final String COLUMN = "column:";

  /** Boxes over more columns are too many, and nearly empty. */
  private static final int MOST_BOX_COLUMNS = 2;

  /** Points that the elbow rule asks at most. */
  private static final double ELBOW_ASKED = 5000;

  /** Values of a lens crowd: so many times more than in equal pieces are the pairs within them. */
  private static final double CROWDING = 3;

  /** Checks names and numbers. */
  public MapperSettings {
    lenses = List.copyOf(lenses);
    if (lenses.isEmpty()) {
      throw new IllegalArgumentException("at least one lens must be chosen");
    }
    for (String name : lenses) {
      checkLens(name, lens);
    }
    if (!covers().contains(cover)) {
      throw new IllegalArgumentException(
          "there is no cover '%s' but %s".formatted(cover, String.join(", ", covers())));
    }
    coverOf(cover, covering);
    boolean takesEps = Clusterers.takesEps(clusterer);
    if (takesEps && clustering.eps() < 0) {
      throw new IllegalArgumentException("eps must be positive but was " + clustering.eps());
    }
    Clusterers.named(
        clusterer, takesEps && clustering.eps() == 0 ? clustering.withEps(1) : clustering);
  }

  /**
   * The l2 norm, 40 intervals about fixed centres with an overlap of 1/4, DBSCAN with the elbow.
   */
  public static MapperSettings defaults() {
    return new MapperSettings(
        List.of("l2norm"),
        LensSettings.defaults().withComponents(1),
        FIXED,
        CoverSettings.defaults(),
        "dbscan",
        ClustererSettings.defaults(),
        NerveOptions.defaults());
  }

  /** The names of covers: intervals by where they lie, and the others of {@link Covers}. */
  public static List<String> covers() {
    return Stream.concat(
            Stream.of(FIXED, FIT), Covers.names().stream().filter(name -> !name.equals(INTERVALS)))
        .toList();
  }

  /** The same with other lenses. */
  public MapperSettings withLenses(List<String> names, LensSettings settings) {
    return new MapperSettings(names, settings, cover, covering, clusterer, clustering, nerve);
  }

  /** The same with another cover. */
  public MapperSettings withCover(String name, CoverSettings settings) {
    return new MapperSettings(lenses, lens, name, settings, clusterer, clustering, nerve);
  }

  /** The same with another clusterer. */
  public MapperSettings withClusterer(String name, ClustererSettings settings) {
    return new MapperSettings(lenses, lens, cover, covering, name, settings, nerve);
  }

  /** The same with another nerve. */
  public MapperSettings withNerve(NerveOptions changed) {
    return new MapperSettings(lenses, lens, cover, covering, clusterer, clustering, changed);
  }

  private static void checkLens(String name, LensSettings settings) {
    if (!name.startsWith(COLUMN)) {
      Lenses.named(name, settings);
      return;
    }
    try {
      if (Integer.parseInt(name.substring(COLUMN.length())) >= 0) {
        return;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new IllegalArgumentException(
        "'%s' is no column; write its number, counted from 0, such as column:3".formatted(name));
  }

  private static Cover coverOf(String name, CoverSettings settings) {
    return switch (name) {
      case FIXED ->
          Covers.named(INTERVALS, settings.withConvention(IntervalConvention.FIXED_CENTRES));
      case FIT -> Covers.named(INTERVALS, settings.withConvention(IntervalConvention.FIT_IN_RANGE));
      default -> Covers.named(name, settings);
    };
  }

  /** Whether the cover cuts every column of a lens into pieces. */
  private boolean hasBoxes() {
    return cover.equals(FIXED) || cover.equals(FIT) || cover.equals("balanced");
  }

  /**
   * The values of the lenses.
   *
   * @throws IllegalArgumentException for more columns than a cover of boxes takes
   */
  LensValues lens(PointRows points, int threads, Progress progress) {
    LensValues values = null;
    for (String name : lenses) {
      LensValues own =
          name.startsWith(COLUMN)
              ? Lenses.named(
                      "columns",
                      lens.withColumns(Integer.parseInt(name.substring(COLUMN.length()))))
                  .of(points, threads, progress)
              : Lenses.named(name, lens).of(points, threads, progress);
      values = values == null ? own : values.and(own);
    }
    if (values == null) {
      throw new IllegalStateException("no lens");
    }
    if (hasBoxes() && values.columns() > MOST_BOX_COLUMNS) {
      throw new IllegalArgumentException(
          "a cover of boxes takes up to %d columns of a lens but there are %d; choose fewer, or a cover of balls or neighbors"
              .formatted(MOST_BOX_COLUMNS, values.columns()));
    }
    return values;
  }

  Cover coverMade() {
    return coverOf(cover, covering);
  }

  /**
   * A clusterer, and where its radius comes from.
   *
   * @param elbow null where it has none, or it was given
   */
  record Fitted(Clusterer clusterer, @Nullable Double eps, @Nullable EpsElbow elbow) {}

  /**
   * The clusterer for the points of a layer.
   *
   * @throws IllegalArgumentException where the elbow rule finds no radius
   */
  Fitted clusterer(PointRows points, long seed, int threads, Progress progress) {
    if (!Clusterers.takesEps(clusterer)) {
      return new Fitted(Clusterers.named(clusterer, clustering), null, null);
    }
    if (clustering.eps() > 0) {
      return new Fitted(Clusterers.named(clusterer, clustering), clustering.eps(), null);
    }
    EpsElbow elbow = EpsElbow.of(points, seed, threads, progress);
    if (!(elbow.eps() > 0)) {
      throw new IllegalArgumentException(
          "no radius is found: most of %d points have another at distance 0; give --eps"
              .formatted(elbow.asked()));
    }
    return new Fitted(
        Clusterers.named(clusterer, clustering.withEps(elbow.eps())), elbow.eps(), elbow);
  }

  /** About how many pairs of points are compared, for n points. */
  double pairs(double n) {
    double all = n * n;
    double pairs = takesEpsByElbow() ? n * Math.min(n, ELBOW_ASKED) : 0;
    if (lenses.stream()
        .anyMatch(name -> name.startsWith("density") || name.equals("eccentricity"))) {
      pairs += all;
    }
    if (!hasBoxes()) {
      return pairs + (cover.equals("neighbors") ? 4 * n * covering.neighbors() : all / 4);
    }
    double pieces = Math.min(covering.intervals(), n);
    double overlapping = 1 / (1 - covering.overlap());
    return pairs + CROWDING * all * overlapping * overlapping / pieces;
  }

  /** How often a point is in a piece, about. */
  double copies() {
    int columns =
        lenses.stream().mapToInt(name -> name.equals("pca") ? lens.components() : 1).sum();
    return hasBoxes() ? Math.pow(1 / (1 - covering.overlap()), columns) : 2;
  }

  private boolean takesEpsByElbow() {
    return Clusterers.takesEps(clusterer) && clustering.eps() == 0;
  }

  Key addTo(Key key) {
    parameters().forEach(key::with);
    return key;
  }

  /** Every setting that counts, by its name with its value, for manifests and keys. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("lens", String.join(",", lenses));
    if (lenses.contains("pca")) {
      parameters.put("lensDimensions", lens.components());
    }
    if (lenses.contains("density_knn")) {
      parameters.put("lensNeighbors", lens.neighbors());
    }
    if (lenses.contains("density_gaussian")) {
      parameters.put("bandwidth", lens.bandwidth());
    }
    if (lenses.contains("eccentricity")) {
      parameters.put("exponent", lens.exponent());
    }
    parameters.put("cover", cover);
    if (hasBoxes()) {
      parameters.put("intervals", covering.intervals());
      parameters.put("overlap", covering.overlap());
    } else if (cover.equals("neighbors")) {
      parameters.put("coverNeighbors", covering.neighbors());
    } else {
      parameters.put("radius", covering.radius());
    }
    parameters.put("clusterer", clusterer);
    if (takesEpsByElbow()) {
      parameters.put("eps", "elbow");
      parameters.put("minSamples", clustering.minSamples());
    } else {
      parameters.put("clustererSettings", Clusterers.named(clusterer, clustering).settings());
    }
    parameters.put("minShared", nerve.minShared());
    parameters.put("nerveDimension", nerve.maxDimension());
    return parameters;
  }
}
