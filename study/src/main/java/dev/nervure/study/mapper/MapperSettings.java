package dev.nervure.study.mapper;

import dev.nervure.mapper.AutomaticIntervals;
import dev.nervure.mapper.Clusterer;
import dev.nervure.mapper.ClustererSettings;
import dev.nervure.mapper.Clusterers;
import dev.nervure.mapper.Cover;
import dev.nervure.mapper.CoverSettings;
import dev.nervure.mapper.Covers;
import dev.nervure.mapper.EpsElbow;
import dev.nervure.mapper.IntervalConvention;
import dev.nervure.mapper.Lens;
import dev.nervure.mapper.LensSettings;
import dev.nervure.mapper.LensValues;
import dev.nervure.mapper.Lenses;
import dev.nervure.mapper.NerveOptions;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.study.Key;
import dev.nervure.study.layers.NetworkOutputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the Mapper graph of a layer is made. Start from {@link #defaults()}, the settings of Purvine
 * et al. (AAAI 2023).
 *
 * @param lenses names of {@link Lenses}, {@code column:3} for a coordinate by its number, {@code
 *     logit:3} or {@code probability:cat} for an output of the network; their columns stand behind
 *     each other
 * @param lens what the lenses take
 * @param cover a name of {@link #covers}
 * @param covering what the cover takes; 0 intervals are those of each layer by {@link
 *     AutomaticIntervals}, with the overlap that goes with them
 * @param clusterer a name of {@link Clusterers}
 * @param clustering what the clusterer takes; an eps of 0 is that of each layer: by the elbow rule,
 *     or that of the automatic intervals for single linkage, which their rule is about
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
    if (isAutomatic(cover, covering)) {
      requireOneColumn(lenses, lens);
    } else {
      coverOf(cover, covering);
    }
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

  private static boolean isAutomatic(String cover, CoverSettings covering) {
    return (cover.equals(FIXED) || cover.equals(FIT)) && covering.intervals() == 0;
  }

  private static void requireOneColumn(List<String> lenses, LensSettings lens) {
    if (lenses.size() > 1 || (lenses.contains("pca") && lens.components() > 1)) {
      throw new IllegalArgumentException(
          "the rule that chooses intervals is for a lens of one column; give the number of intervals, or one lens");
    }
  }

  /** Whether every layer has intervals of its own. */
  boolean choosesIntervals() {
    return isAutomatic(cover, covering);
  }

  /** Whether a lens is read off the outputs of the network. */
  boolean readsOutputs() {
    return lenses.stream().anyMatch(OutputLens::isMeantBy);
  }

  /**
   * Looks up the outputs that lenses are.
   *
   * @param outputs null where there are none
   * @throws IllegalArgumentException when a lens is an output that there is not
   */
  void checkOutputs(@Nullable NetworkOutputs outputs) {
    for (String name : lenses) {
      if (!OutputLens.isMeantBy(name)) {
        continue;
      }
      if (outputs == null) {
        throw new IllegalArgumentException(
            "the lens '%s' is an output of a network, one row of values for each sample, and there is none; give the network with --data, or the values as a coordinate of the points (column:3)"
                .formatted(name));
      }
      OutputLens.of(name).indexIn(outputs);
    }
  }

  private static void checkLens(String name, LensSettings settings) {
    if (OutputLens.isMeantBy(name)) {
      OutputLens.of(name);
      return;
    }
    if (!name.startsWith(COLUMN)) {
      if (!Lenses.names().contains(name)) {
        throw new IllegalArgumentException(
            "there is no lens '%s' but %s, column:3, logit:3, probability:cat"
                .formatted(name, String.join(", ", Lenses.names())));
      }
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
  boolean hasBoxes() {
    return cover.equals(FIXED) || cover.equals(FIT) || cover.equals("balanced");
  }

  /**
   * The values of the lenses.
   *
   * @param outputs gives the values of a lens that is read off the outputs of the network
   * @throws IllegalArgumentException for more columns than a cover of boxes takes
   */
  LensValues lens(
      PointRows points, Function<OutputLens, LensValues> outputs, int threads, Progress progress) {
    LensValues values = null;
    for (String name : lenses) {
      LensValues own =
          OutputLens.isMeantBy(name)
              ? outputs.apply(OutputLens.of(name))
              : lens(name).of(points, threads, progress);
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

  private Lens lens(String name) {
    return name.startsWith(COLUMN)
        ? Lenses.named(
            "columns", lens.withColumns(Integer.parseInt(name.substring(COLUMN.length()))))
        : Lenses.named(name, lens);
  }

  /**
   * A cover, and where its intervals come from.
   *
   * @param chosen null where they were given, or there are none
   */
  record Cut(Cover cover, @Nullable AutomaticIntervals chosen) {}

  /**
   * The cover for the points of a layer.
   *
   * @throws IllegalArgumentException where intervals are to be chosen for several columns, or from
   *     too few points
   */
  Cut cover(PointRows points, LensValues values, long seed, int threads, Progress progress) {
    if (!choosesIntervals()) {
      return new Cut(coverOf(cover, covering), null);
    }
    if (values.columns() > 1) {
      throw new IllegalArgumentException(
          "the rule that chooses intervals is for a lens of one column but this one has %d; give the number of intervals"
              .formatted(values.columns()));
    }
    AutomaticIntervals chosen = AutomaticIntervals.of(points, values, 0, seed, threads, progress);
    return new Cut(
        coverOf(cover, covering.withIntervals(chosen.intervals()).withOverlap(chosen.overlap())),
        chosen);
  }

  /**
   * A clusterer, and where its radius comes from.
   *
   * @param elbow null where it has none, or it is from elsewhere
   * @param from where the radius comes from, empty where it has none
   */
  record Fitted(Clusterer clusterer, @Nullable Double eps, @Nullable EpsElbow elbow, String from) {}

  /**
   * The clusterer for the points of a layer.
   *
   * @param chosen the automatic intervals; null where there are none
   * @throws IllegalArgumentException where no rule finds a radius
   */
  Fitted clusterer(
      PointRows points,
      @Nullable AutomaticIntervals chosen,
      long seed,
      int threads,
      Progress progress) {
    if (!Clusterers.takesEps(clusterer)) {
      return new Fitted(Clusterers.named(clusterer, clustering), null, null, "");
    }
    if (clustering.eps() > 0) {
      return new Fitted(Clusterers.named(clusterer, clustering), clustering.eps(), null, "given");
    }
    if (chosen != null && takesEpsOfIntervals()) {
      if (!(chosen.delta() > 0)) {
        throw new IllegalArgumentException(
            "no radius is found: parts of the points are at distance 0 from all; give --eps");
      }
      return new Fitted(
          Clusterers.named(clusterer, clustering.withEps(chosen.delta())),
          chosen.delta(),
          null,
          "automatic intervals");
    }
    EpsElbow elbow = EpsElbow.of(points, seed, threads, progress);
    if (!(elbow.eps() > 0)) {
      throw new IllegalArgumentException(
          "no radius is found: most of %d points have another at distance 0; give --eps"
              .formatted(elbow.asked()));
    }
    return new Fitted(
        Clusterers.named(clusterer, clustering.withEps(elbow.eps())),
        elbow.eps(),
        elbow,
        elbow.isElbow() ? "elbow" : "median");
  }

  /** The clusterer, with a radius that stands for one that is found. */
  Clusterer anyClusterer() {
    boolean isFound = Clusterers.takesEps(clusterer) && clustering.eps() == 0;
    return Clusterers.named(clusterer, isFound ? clustering.withEps(1) : clustering);
  }

  /** Whether a lens is made of the distances of all points. */
  boolean hasLensOfDistances() {
    return lenses.stream()
        .anyMatch(name -> name.startsWith("density") || name.equals("eccentricity"));
  }

  /** How often a point is in a piece, about. */
  double copies() {
    int columns =
        lenses.stream().mapToInt(name -> name.equals("pca") ? lens.components() : 1).sum();
    double overlap = choosesIntervals() ? AutomaticIntervals.OVERLAP : covering.overlap();
    return hasBoxes() ? Math.pow(1 / (1 - overlap), columns) : 2;
  }

  /** Whether the radius is what the rule of the intervals says. */
  private boolean takesEpsOfIntervals() {
    return choosesIntervals() && clusterer.equals("single_linkage") && clustering.eps() == 0;
  }

  /** Whether the radius is the elbow of distances. */
  boolean takesEpsByElbow() {
    return Clusterers.takesEps(clusterer) && clustering.eps() == 0 && !takesEpsOfIntervals();
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
    if (choosesIntervals()) {
      parameters.put("intervals", "automatic");
      parameters.put("overlap", AutomaticIntervals.OVERLAP);
    } else if (hasBoxes()) {
      parameters.put("intervals", covering.intervals());
      parameters.put("overlap", covering.overlap());
    } else if (cover.equals("neighbors")) {
      parameters.put("coverNeighbors", covering.neighbors());
    } else {
      parameters.put("radius", covering.radius());
    }
    parameters.put("clusterer", clusterer);
    if (takesEpsOfIntervals()) {
      parameters.put("eps", "automatic intervals");
    } else if (takesEpsByElbow()) {
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
