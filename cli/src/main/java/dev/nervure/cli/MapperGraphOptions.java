package dev.nervure.cli;

import dev.nervure.mapper.AutomaticIntervals;
import dev.nervure.mapper.ClustererSettings;
import dev.nervure.mapper.Clusterers;
import dev.nervure.mapper.CoverSettings;
import dev.nervure.mapper.LensSettings;
import dev.nervure.mapper.Lenses;
import dev.nervure.mapper.NerveOptions;
import dev.nervure.study.mapper.MapperSettings;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lens, cover, clusterer and nerve of a Mapper graph. */
final class MapperGraphOptions {
  private static final MapperSettings USUAL = MapperSettings.defaults();
  private static final String AUTOMATIC = "auto";

  /** For help and completion. */
  private static final class LensNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Lenses.names().iterator();
    }
  }

  /** For help and completion. */
  private static final class CoverNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return MapperSettings.covers().iterator();
    }
  }

  /** For help and completion. */
  private static final class ClustererNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Clusterers.names().iterator();
    }
  }

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--lens",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      completionCandidates = LensNames.class,
      description =
          "What the points are cut by: ${COMPLETION-CANDIDATES}, column:3 for a coordinate by its number, counted from 0; of a network also logit:3 or probability:cat, an output by its number or class, or its share in the softmax; two with a comma. Default: l2norm.")
  private List<String> lenses = USUAL.lenses();

  @Option(
      names = "--lens-dimensions",
      paramLabel = "N",
      description =
          "Principal components of the lens pca, of which a cover of boxes takes 1 or 2. Default: 1.")
  private int lensDimensions = USUAL.lens().components();

  @Option(
      names = "--lens-neighbors",
      paramLabel = "N",
      description = "Nearest neighbours of the lens density_knn. Default: 10.")
  private int lensNeighbors = USUAL.lens().neighbors();

  @Option(
      names = "--bandwidth",
      paramLabel = "H",
      description =
          "Of the lens density_gaussian, in the units of the coordinates. Default: none; it must be given.")
  private @Nullable Double bandwidth;

  @Option(
      names = "--exponent",
      paramLabel = "P",
      description =
          "Of the lens eccentricity: the power of the distances, 1 or more, or Infinity for the largest distance. Default: 2.")
  private double exponent = USUAL.lens().exponent();

  @Option(
      names = "--cover",
      paramLabel = "COVER",
      completionCandidates = CoverNames.class,
      description =
          "How the values of the lens are cut: ${COMPLETION-CANDIDATES}. fixed: equal intervals about fixed centres, the ends stick out of the range (KeplerMapper, arXiv 2212.00222); fit: from end to end of the range (giotto-tda). Default: fixed.")
  private String cover = USUAL.cover();

  @Option(
      names = "--intervals",
      paramLabel = "N",
      description =
          "Pieces of fixed, fit and balanced (fewer of balanced where values of the lens repeat), along each column of the lens; auto for what the points of each layer can bear (Carrière et al. 2018), of fixed and fit along one lens. Default: 40.")
  private String intervals = Integer.toString(USUAL.covering().intervals());

  @Option(
      names = "--overlap",
      paramLabel = "P",
      description =
          "Share of a piece of fixed, fit and balanced that it has in common with the next, 0 or more and below 1. Default: 0.25; with --intervals auto it is 1/3 (auto).")
  private String overlap = AUTOMATIC;

  @Option(
      names = "--radius",
      paramLabel = "R",
      description = "Of balls, in the units of the lens. Default: none; it must be given.")
  private @Nullable Double radius;

  @Option(
      names = "--cover-neighbors",
      paramLabel = "N",
      description = "Points of a piece of neighbors. Default: 100.")
  private int coverNeighbors = USUAL.covering().neighbors();

  @Option(
      names = "--clusterer",
      paramLabel = "NAME",
      completionCandidates = ClustererNames.class,
      description =
          "How the points of a piece are clustered, by Euclidean distances in the layer: ${COMPLETION-CANDIDATES}. Default: dbscan.")
  private String clusterer = USUAL.clusterer();

  @Option(
      names = "--eps",
      paramLabel = "R",
      description =
          "Radius of dbscan and cut of single_linkage, in the units of the coordinates. Default: in each layer the elbow of the distances to the nearest neighbour.")
  private @Nullable Double eps;

  @Option(
      names = "--min-samples",
      paramLabel = "N",
      description =
          "Points within the radius, the point itself counted, that make a core of dbscan; neighbours behind the core distance of hdbscan. Default: 5.")
  private int minSamples = USUAL.clustering().minSamples();

  @Option(
      names = "--min-cluster-size",
      paramLabel = "N",
      description = "Fewest points of a cluster of hdbscan. Default: 5.")
  private int minClusterSize = USUAL.clustering().minClusterSize();

  @Option(
      names = "--bins",
      paramLabel = "N",
      description = "Of the histogram in which first_gap looks for a gap. Default: 10.")
  private int bins = USUAL.clustering().bins();

  @Option(
      names = "--clusters",
      paramLabel = "N",
      description = "Clusters that ward makes of each piece. Default: 10.")
  private int clusters = USUAL.clustering().clusters();

  @Option(
      names = "--min-shared",
      paramLabel = "N",
      description = "Points that two nodes have in common at least to be joined. Default: 1.")
  private int minShared = USUAL.nerve().minShared();

  @Option(
      names = "--simplices",
      paramLabel = "N",
      description =
          "Count simplices up to this dimension: 2 for three nodes with points in common to all, at most 10. Default: 1, edges only.")
  private int simplices = USUAL.nerve().maxDimension();

  /**
   * What they say.
   *
   * @throws WrongUsageException for a setting of a lens, cover or clusterer that is not chosen
   */
  MapperSettings settings() {
    UnusedOptions unused = new UnusedOptions(command);
    unused.refuse(!lenses.contains("pca"), "belongs to --lens pca", "--lens-dimensions");
    unused.refuse(
        !lenses.contains("density_knn"), "belongs to --lens density_knn", "--lens-neighbors");
    unused.refuse(
        !lenses.contains("density_gaussian"), "belongs to --lens density_gaussian", "--bandwidth");
    unused.refuse(!lenses.contains("eccentricity"), "belongs to --lens eccentricity", "--exponent");
    boolean points = cover.equals("balls") || cover.equals("neighbors");
    unused.refuse(
        points, "belongs to the covers fixed, fit and balanced", "--intervals", "--overlap");
    unused.refuse(!cover.equals("balls"), "belongs to --cover balls", "--radius");
    unused.refuse(!cover.equals("neighbors"), "belongs to --cover neighbors", "--cover-neighbors");
    unused.refuse(
        Clusterers.names().contains(clusterer) && !Clusterers.takesEps(clusterer),
        "belongs to the clusterers dbscan and single_linkage",
        "--eps");
    unused.refuse(
        !clusterer.equals("dbscan") && !clusterer.equals("hdbscan"),
        "belongs to the clusterers dbscan and hdbscan",
        "--min-samples");
    unused.refuse(
        !clusterer.equals("hdbscan"), "belongs to --clusterer hdbscan", "--min-cluster-size");
    unused.refuse(!clusterer.equals("first_gap"), "belongs to --clusterer first_gap", "--bins");
    unused.refuse(!clusterer.equals("ward"), "belongs to --clusterer ward", "--clusters");
    if (lenses.contains("density_gaussian") && bandwidth == null) {
      throw new WrongUsageException(
          "--lens density_gaussian needs --bandwidth, a length in the units of the coordinates");
    }
    if (cover.equals("balls") && radius == null) {
      throw new WrongUsageException(
          "--cover balls needs --radius, a length in the units of the lens");
    }
    if (eps != null && !(eps > 0)) {
      throw new WrongUsageException("--eps must be positive but was " + eps);
    }
    LensSettings lens =
        LensSettings.defaults()
            .withComponents(lensDimensions)
            .withNeighbors(lensNeighbors)
            .withBandwidth(bandwidth == null ? 0 : bandwidth)
            .withExponent(exponent);
    CoverSettings covering =
        CoverSettings.defaults()
            .withIntervals(intervals())
            .withOverlap(overlap())
            .withRadius(radius == null ? 0 : radius)
            .withNeighbors(coverNeighbors);
    ClustererSettings clustering =
        ClustererSettings.defaults()
            .withEps(eps == null ? 0 : eps)
            .withMinSamples(minSamples)
            .withMinClusterSize(minClusterSize)
            .withBins(bins)
            .withClusters(clusters);
    try {
      return USUAL
          .withLenses(lenses, lens)
          .withCover(cover, covering)
          .withClusterer(clusterer, clustering)
          .withNerve(NerveOptions.defaults().withMinShared(minShared).withMaxDimension(simplices));
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(String.valueOf(e.getMessage()));
    }
  }

  /** 0 where each layer has its own. */
  private int intervals() {
    if (intervals.equals(AUTOMATIC)) {
      if (cover.equals("balanced")) {
        throw new WrongUsageException(
            "--intervals auto is a rule for equal intervals, the covers fixed and fit; give a number with --cover balanced");
      }
      return 0;
    }
    try {
      int number = Integer.parseInt(intervals);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new WrongUsageException(
        "--intervals must be a number of 1 or more, or auto, but was '%s'".formatted(intervals));
  }

  private double overlap() {
    boolean chosen = intervals.equals(AUTOMATIC);
    if (overlap.equals(AUTOMATIC)) {
      return chosen ? AutomaticIntervals.OVERLAP : USUAL.covering().overlap();
    }
    if (chosen) {
      throw new WrongUsageException(
          "--intervals auto goes with the overlap of its rule, 1/3; leave out --overlap, or give the number of intervals too");
    }
    try {
      return Double.parseDouble(overlap);
    } catch (NumberFormatException notANumber) {
      throw new WrongUsageException(
          "--overlap must be a number of 0 or more and below 1 but was '%s'".formatted(overlap));
    }
  }
}
