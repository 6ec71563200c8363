package dev.nervure.study.compare;

import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether two networks are farther apart in a layer than networks of one recipe are by chance of
 * their seeds.
 *
 * <p>The null hypothesis is that both networks and those of the other seeds are of one kind: which
 * two of them are asked about is then as good as drawn, so that the distance of these two is as
 * likely to be the largest of all distances between any two of the networks as any other. The
 * p-value is its rank among all of them, itself included; this is exact for symmetric measures,
 * however the distances depend on each other, and with N networks no smaller than 2 / (N (N - 1)).
 * Where one network of the two is unlike all others, so are its distances to these, and the p-value
 * cannot be much below 1 / N. A directed measure has no such rank: each pair is read one way only,
 * so that pairs are not as good as drawn from each other.
 *
 * @param measure name of the measure
 * @param layer name of the layer
 * @param first the one network that is asked about
 * @param second the other one
 * @param value of these two
 * @param pValue the rank among the distances of all pairs
 * @param pairs how many pairs of networks have a value, these two among them
 * @param beyond how many pairs of other seeds are closer than these two
 * @param seedPairs how many pairs of other seeds have a value
 * @param seedNear the value of the closest pair of other seeds
 * @param seedFar the value of the farthest pair of other seeds
 */
public record SeedRank(
    String measure,
    String layer,
    Subject first,
    Subject second,
    double value,
    double pValue,
    int pairs,
    int beyond,
    int seedPairs,
    double seedNear,
    double seedFar) {
  /** With fewer seeds there is no distance between two of them. */
  public static final int FEWEST_SEEDS = 2;

  /** Whether these two are farther apart than any two of the other seeds. */
  public boolean isBeyondSeeds() {
    return beyond == seedPairs;
  }

  /**
   * Those of every symmetric measure and layer, of each pair of the networks that are asked about.
   *
   * @param matrices of a run
   * @param asked two networks at least
   * @param seeds networks of the same recipe
   * @return empty with fewer than {@link #FEWEST_SEEDS} seeds
   */
  public static List<SeedRank> of(
      List<SimilarityMatrix> matrices, List<Subject> asked, List<Subject> seeds) {
    if (seeds.size() < FEWEST_SEEDS) {
      return List.of();
    }
    Set<Subject> ofSeeds = new HashSet<>(seeds);
    List<SeedRank> found = new ArrayList<>();
    for (SimilarityMatrix pair : matrices) {
      boolean isAsked = asked.contains(pair.first()) && asked.contains(pair.second());
      if (!isAsked || pair.isWithin() || !LayerSimilarities.isSymmetric(pair.measure())) {
        continue;
      }
      Set<Subject> all = new HashSet<>(ofSeeds);
      all.add(pair.first());
      all.add(pair.second());
      List<SimilarityMatrix> others =
          matrices.stream()
              .filter(one -> one.measure().equals(pair.measure()) && !one.isWithin())
              .filter(one -> all.contains(one.first()) && all.contains(one.second()))
              .toList();
      for (int row = 0; row < pair.rows().size(); row++) {
        int column = pair.sameLayer(row);
        Double value = column < 0 ? null : pair.value(row, column);
        if (value != null && !pair.rows().get(row).isInput()) {
          SeedRank rank = of(pair, pair.rows().get(row).name(), value, others, ofSeeds);
          if (rank.seedPairs() > 0) {
            found.add(rank);
          }
        }
      }
    }
    return found;
  }

  private static SeedRank of(
      SimilarityMatrix pair,
      String layer,
      double value,
      List<SimilarityMatrix> all,
      Set<Subject> seeds) {
    double own = pair.distance(value);
    int pairs = 0;
    int asFar = 0;
    int seedPairs = 0;
    int beyond = 0;
    double near = 0;
    double far = 0;
    for (SimilarityMatrix other : all) {
      Double found = other.ofLayer(layer);
      if (found == null) {
        continue;
      }
      pairs++;
      double distance = pair.distance(found);
      asFar += distance >= own ? 1 : 0;
      if (seeds.contains(other.first()) && seeds.contains(other.second())) {
        near = seedPairs == 0 || distance < pair.distance(near) ? found : near;
        far = seedPairs == 0 || distance > pair.distance(far) ? found : far;
        seedPairs++;
        beyond += distance < own ? 1 : 0;
      }
    }
    return new SeedRank(
        pair.measure(),
        layer,
        pair.first(),
        pair.second(),
        value,
        (double) asFar / pairs,
        pairs,
        beyond,
        seedPairs,
        near,
        far);
  }
}
