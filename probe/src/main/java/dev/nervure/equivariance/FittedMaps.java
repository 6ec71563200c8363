package dev.nervure.equivariance;

import dev.nervure.image.Resampling;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The maps of the rungs that say how features become others that belong to them, or back, found
 * from pairs of the first images. The images pass once; pairs are added up in moments.
 */
final class FittedMaps {
  /** Pairs that are added at a time, mixed from the images of a batch. */
  private static final int ROWS = 1024;

  /** Of the images of a fit every fifth part decides how much the maps are held back. */
  private static final int CHECK_SHARE = 5;

  private static final double MOST_PRODUCTS = 2e10;

  /** Pairs for each input of a map, where there are so many. */
  private static final long LEAST_ROWS = 8;

  private final int inputs;
  private final int outputs;
  private final boolean isSpatial;
  private final Resampling sites;
  private final boolean[] valid;
  private final int validSites;
  private final Map<Rung, FeatureMap> maps = new EnumMap<>(Rung.class);
  private final Map<Rung, FeatureMap> controls = new EnumMap<>(Rung.class);
  private final Map<Rung, Double> ridges = new EnumMap<>(Rung.class);
  private double[] targetMean = new double[0];
  private double @Nullable [] covariances;

  private FittedMaps(SiteGrid from, SiteGrid to, Resampling sites) {
    this.inputs = from.channels();
    this.outputs = to.channels();
    this.isSpatial = to.isSpatial();
    this.sites = sites;
    this.valid = new boolean[to.sites()];
    int count = 0;
    for (int site = 0; site < valid.length; site++) {
      valid[site] = sites.isInside(site);
      count += valid[site] ? 1 : 0;
    }
    this.validSites = count;
  }

  /**
   * Finds them.
   *
   * @param back whether plain features are predicted from the others
   * @param rungs fitted ones are found, the first two are always there; of these two only what has
   *     as many channels before as after is of use
   * @throws IllegalArgumentException where nothing is left to be predicted
   */
  static FittedMaps of(
      FeaturePairs pairs,
      boolean back,
      List<Rung> rungs,
      SymmetrySettings settings,
      Progress progress) {
    FittedMaps fitted =
        back
            ? new FittedMaps(pairs.otherGrid(), pairs.grid(), pairs.sites(true))
            : new FittedMaps(pairs.grid(), pairs.otherGrid(), pairs.sites(false));
    fitted.find(pairs, back, rungs, settings, progress);
    return fitted;
  }

  private void find(
      FeaturePairs pairs,
      boolean back,
      List<Rung> rungs,
      SymmetrySettings settings,
      Progress progress) {
    int neighbors = rungs.stream().mapToInt(rung -> rung.neighbors(isSpatial)).max().orElse(1);
    int check = Math.max(1, settings.fit() / CHECK_SHARE);
    Collector fit = new Collector(neighbors, settings);
    PairMoments kept = new PairMoments(neighbors * inputs, outputs);
    PairMoments judging = new PairMoments(neighbors * inputs, outputs);
    int border = settings.fit() - check;
    pairs.forEach(
        0,
        border,
        (first, plain, moved) ->
            fit.add(kept, first, back ? moved : plain, back ? plain : moved, progress),
        progress);
    pairs.forEach(
        border,
        settings.fit(),
        (first, plain, moved) ->
            fit.add(judging, first, back ? moved : plain, back ? plain : moved, progress),
        progress);
    solve(fit, kept, judging, rungs, progress);
  }

  private void solve(
      Collector fit, PairMoments kept, PairMoments judging, List<Rung> rungs, Progress progress) {
    Map<Integer, Double> chosen = new TreeMap<>();
    for (Rung rung : rungs) {
      if (rung.isFitted() && rung.selected() == 0) {
        int length = rung.neighbors(isSpatial) * inputs;
        chosen.computeIfAbsent(length, some -> RidgeMap.choose(kept, judging, some, progress));
      }
    }
    kept.add(judging);
    targetMean = new double[outputs];
    for (int j = 0; j < targetMean.length; j++) {
      targetMean[j] = fit.targetCenter[j] + kept.meanB(j);
    }
    covariances = kept.covariances(inputs);
    maps.put(Rung.IDENTITY, FeatureMap.identity());
    maps.put(Rung.SITE_PERMUTATION, FeatureMap.moving(sites, fit.sourceCenter));
    for (Rung rung : rungs) {
      if (!rung.isFitted()) {
        continue;
      }
      int neighbors = rung.neighbors(isSpatial);
      int length = neighbors * inputs;
      Double ridge = chosen.get(length);
      if (rung.selected() > 0) {
        double[] covariance = kept.covariances(length);
        maps.put(
            rung,
            map(fit, kept, selected(kept, covariance, length, rung, false, progress), neighbors));
        controls.put(
            rung,
            map(fit, kept, selected(kept, covariance, length, rung, true, progress), neighbors));
      } else if (ridge != null) {
        RidgeMap found = RidgeMap.of(kept, length, ridge, progress);
        maps.put(rung, map(fit, kept, found.weights(), neighbors));
        controls.put(rung, map(fit, kept, found.ofShuffled(), neighbors));
        ridges.put(rung, ridge);
      }
    }
  }

  private static double[] selected(
      PairMoments all,
      double[] covariances,
      int length,
      Rung rung,
      boolean ofShuffled,
      Progress progress) {
    return new ForwardSelection(covariances, all.crossCovariances(length, ofShuffled), length)
        .weights(rung.selected(), progress);
  }

  private FeatureMap map(Collector fit, PairMoments all, double[] weights, int neighbors) {
    int q = all.q();
    double[] constants = new double[q];
    for (int j = 0; j < q; j++) {
      constants[j] = targetMean[j];
      for (int i = 0; i < weights.length / q; i++) {
        constants[j] -= all.meanA(i) * weights[i * q + j];
      }
    }
    return FeatureMap.mixing(sites, fit.sourceCenter, weights, neighbors, constants);
  }

  /** The maps by rung. */
  Map<Rung, FeatureMap> maps() {
    return maps;
  }

  /** Those found from pairs that do not belong together. */
  Map<Rung, FeatureMap> controls() {
    return controls;
  }

  /** How much they are held back, as a share of the mean variance of an input. */
  Map<Rung, Double> ridges() {
    return ridges;
  }

  /** The mean of each channel of what is predicted. */
  double[] targetMean() {
    return targetMean;
  }

  /** Covariances of the channels of what is predicted from, moved: channels x channels of it. */
  double[] covariances() {
    return Objects.requireNonNull(covariances);
  }

  /** Whether what comes to a site was on the feature map before. */
  boolean isValid(int site) {
    return valid[site];
  }

  /** Sites of which that holds. */
  int validSites() {
    return validSites;
  }

  /** Whether whole sites move. */
  boolean isOfWholeSites() {
    return sites.isPermutation();
  }

  /** Cuts batches into rows of pairs. */
  private final class Collector {
    private final int neighbors;
    private final SymmetrySettings settings;
    private final int sitesOfImage;
    private double[] sourceCenter = new double[0];
    private double[] targetCenter = new double[0];

    Collector(int neighbors, SymmetrySettings settings) {
      this.neighbors = neighbors;
      this.settings = settings;
      double length = neighbors * inputs;
      double rows = Math.max(LEAST_ROWS * length, MOST_PRODUCTS / (length * length));
      this.sitesOfImage = (int) Math.min(validSites, Math.ceil(rows / settings.fit()));
    }

    void add(
        PairMoments moments, int first, double[][] source, double[][] target, Progress progress) {
      if (sourceCenter.length == 0) {
        sourceCenter = means(source, inputs);
        targetCenter = means(target, outputs);
      }
      RandomStream stream = RandomStream.seeded(settings.seed()).derive("pairs").derive(first);
      int[][] chosen = new int[source.length][];
      double[][] moved = new double[source.length][];
      for (int image = 0; image < source.length; image++) {
        moved[image] = sites.moveRows(FeatureMap.centered(source[image], sourceCenter), inputs);
        chosen[image] = sitesOf(stream.derive(image));
      }
      int[] order = stream.permutation(source.length * sitesOfImage);
      int length = neighbors * inputs;
      for (int start = 0; start < order.length; start += ROWS) {
        progress.checkCancelled();
        int count = Math.min(ROWS, order.length - start);
        double[] a = new double[count * length];
        double[] b = new double[count * outputs];
        for (int row = 0; row < count; row++) {
          int image = order[start + row] / sitesOfImage;
          int site = chosen[image][order[start + row] % sitesOfImage];
          FeatureMap.neighborhood(moved[image], inputs, sites, neighbors, site, a, row * length);
          for (int j = 0; j < outputs; j++) {
            b[row * outputs + j] = target[image][site * outputs + j] - targetCenter[j];
          }
        }
        moments.add(a, b, turned(b, outputs, count), count, progress);
      }
    }

    /** Rows stand in random order: the next row is of another place. */
    private double[] turned(double[] rows, int length, int count) {
      double[] turned = new double[rows.length];
      int first = length * (count - 1);
      System.arraycopy(rows, length, turned, 0, first);
      System.arraycopy(rows, 0, turned, first, length);
      return turned;
    }

    private int[] sitesOf(RandomStream stream) {
      int[] all = new int[validSites];
      int next = 0;
      for (int site = 0; site < valid.length; site++) {
        if (valid[site]) {
          all[next++] = site;
        }
      }
      if (sitesOfImage == validSites) {
        return all;
      }
      int[] drawn = stream.sampleWithoutReplacement(validSites, sitesOfImage);
      Arrays.setAll(drawn, i -> all[drawn[i]]);
      return drawn;
    }

    private double[] means(double[][] features, int channels) {
      double[] means = new double[channels];
      for (double[] image : features) {
        for (int i = 0; i < image.length; i++) {
          means[i % means.length] += image[i];
        }
      }
      for (int j = 0; j < means.length; j++) {
        means[j] /= (double) features.length * features[0].length / channels;
      }
      return means;
    }
  }
}
