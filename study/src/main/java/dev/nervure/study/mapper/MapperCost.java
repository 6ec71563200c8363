package dev.nervure.study.mapper;

import dev.nervure.mapper.Clusterer;
import dev.nervure.mapper.ConfidenceOptions;
import dev.nervure.mapper.GraphDistance;
import dev.nervure.mapper.MapperOptions;
import dev.nervure.progress.Cost;
import dev.nervure.study.layers.LayerMeasurement.CloudSize;

/**
 * What the Mapper graph of a layer, and the comparison of two, are expected to take. How the values
 * of a lens crowd is not known beforehand: the largest piece is taken to be some times as large as
 * equal pieces are, and a lens that crowds more takes more.
 */
final class MapperCost {
  /** To compare a coordinate of two points. */
  private static final double SECONDS_PER_PRODUCT = 4e-10;

  /** To look at a place of the lens from a centre of a cover. */
  private static final double SECONDS_PER_LOOK = 5e-9;

  /** A row of a member in the database. */
  private static final int ROW_BYTES = 12;

  /** Of a point, and of a node that holds it, in the graph and its rows. */
  private static final int BYTES = 64;

  /** Of a stored member: its row, its sample in a map, its place in a graph made anew. */
  private static final int STORED_BYTES = 192;

  /** A node that holds a point, in a graph of a part of the points. */
  private static final int REPLICATE_BYTES = 12;

  /** Points that the elbow and the rule of intervals ask at most. */
  private static final double ASKED = 5000;

  /** Two blocks of points, as they are read and laid out anew. */
  private static final double BLOCKS = 32 << 20;

  /** Values of a lens crowd: so many times more than in equal pieces are the pairs within them. */
  private static final double CROWDING = 3;

  private final MapperSettings settings;
  private final double n;
  private final double dimension;
  private final Clusterer clusterer;

  MapperCost(MapperSettings settings, CloudSize size) {
    this.settings = settings;
    this.n = size.points();
    this.dimension = size.dimension();
    this.clusterer = settings.anyClusterer();
  }

  /** Of the graph and of as many graphs of parts as asked for. */
  Cost of(int replicates, int threads) {
    double copies = settings.copies();
    double parts = replicates * ConfidenceOptions.defaults().share();
    double memory =
        Math.max(Math.max(lensBytes(), ruleBytes()), pieceBytes(replicates, threads))
            + n * BYTES * (1 + copies)
            + parts * n * copies * REPLICATE_BYTES;
    double seconds =
        SECONDS_PER_PRODUCT * pairs() * (1 + parts) * dimension / threads
            + SECONDS_PER_LOOK * looks();
    return Cost.of(seconds, (long) memory).leaving((long) (ROW_BYTES * n * copies));
  }

  /** Of the members of a layer, read back from the tables. */
  long storedBytes() {
    return (long) (STORED_BYTES * n * settings.copies());
  }

  /** Of the transport from one graph to another of as many points, at most. */
  long transportBytes() {
    double nodes = n * settings.copies() / clusterer.fewest();
    return (long) (16 * Math.min(GraphDistance.MOST_PAIRS, nodes * nodes));
  }

  /** A lens of distances has all points in memory, and once more in tiles. */
  private double lensBytes() {
    double neighbors = settings.lenses().contains("density_knn") ? settings.lens().neighbors() : 0;
    return settings.hasLensOfDistances() ? n * (2 * Double.BYTES * dimension + 12 * neighbors) : 0;
  }

  /** Points that rules ask, as they are and laid out anew. */
  private double ruleBytes() {
    boolean asks = settings.choosesIntervals() || settings.takesEpsByElbow();
    return asks ? 3 * Double.BYTES * Math.min(n, ASKED) * dimension + BLOCKS : 0;
  }

  /**
   * Pieces that are held together, and what clustering takes for those under work: a piece a
   * thread, but no more than there are.
   */
  private double pieceBytes(int replicates, int threads) {
    double bytesAPoint = Double.BYTES * dimension;
    double largest = largest();
    double held =
        Math.min(
            n * settings.copies(),
            Math.max(largest, MapperOptions.defaults().sliceBytes() / bytesAPoint));
    double atOnce = Math.min(held, threads * largest);
    double graph = held * bytesAPoint + memory(atOnce);
    // Of graphs of parts several threads may be at the same piece, each with its points copied.
    double ofParts =
        replicates == 0
            ? 0
            : held * bytesAPoint + threads * (largest * bytesAPoint + memory(largest));
    return Math.max(graph, ofParts);
  }

  private double memory(double points) {
    return clusterer.memory((int) Math.min(Integer.MAX_VALUE, points), (int) dimension);
  }

  /** About how many points the largest piece has. */
  private double largest() {
    if (settings.choosesIntervals()) {
      return n;
    }
    if (settings.hasBoxes()) {
      double equal = n / settings.covering().intervals() / (1 - settings.covering().overlap());
      return Math.min(n, CROWDING * equal);
    }
    return settings.cover().equals("neighbors")
        ? Math.min(n, 2.0 * settings.covering().neighbors())
        : n / 2;
  }

  /** About how many pairs of points are compared. */
  private double pairs() {
    double all = n * n;
    double pairs = settings.takesEpsByElbow() ? n * Math.min(n, ASKED) : 0;
    if (settings.hasLensOfDistances()) {
      pairs += all;
    }
    if (!settings.hasBoxes()) {
      return pairs
          + (settings.cover().equals("neighbors")
              ? 4 * n * settings.covering().neighbors()
              : all / 4);
    }
    if (settings.choosesIntervals()) {
      // Ten parts of n / ln n points, all pairs within delta, and perhaps a single interval.
      double asked = Math.min(n, ASKED);
      return pairs + 10 * asked * asked / Math.max(1, Math.log(asked)) + asked * asked + all;
    }
    double pieces = Math.min(settings.covering().intervals(), n);
    double overlapping = 1 / (1 - settings.covering().overlap());
    return pairs + CROWDING * all * overlapping * overlapping / pieces;
  }

  /** How often a cover looks at a place of the lens: from each centre at all, by one thread. */
  private double looks() {
    if (settings.hasBoxes()) {
      return n * settings.copies();
    }
    // Of the k points of a neighbourhood a quarter, at least, are in none before it.
    return settings.cover().equals("neighbors")
        ? n * Math.min(n, 4 * n / settings.covering().neighbors())
        : n * Math.sqrt(n);
  }
}
