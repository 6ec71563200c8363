package dev.nervure.glassbox.block;

import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orbit pooling: for each of many templates w, what is the same for all moved images is read off
 * the inner products of the image with g w, for all g of C_n (or D_n): their mean after ReLU, their
 * maximum and, where asked for, the share of them at or below thresholds, steps of a cumulative
 * distribution. F. Anselmi et al. 2016, doi 10.1016/j.tcs.2015.06.048; Y. Mroueh, S. Voinea, T.
 * Poggio 2015, arXiv 1506.02544.
 *
 * <p>Templates are {@linkplain SmoothNoise smooth noise} by seed on the disc within the image, with
 * bumps of 1/16 of its side and of Euclidean norm 1. They are turned, not the images: turns below
 * 90 degrees by sampling them at turned places, quarter turns and flips by moving whole pixels, so
 * that the values keep their bits under the latter. Under the other turns a pattern must be
 * interpolated, and then so do values nearly, as is measured. Thresholds run from -2 to 2 times the
 * root mean square of all inner products of the image, so that contrast does not move them; of an
 * empty image all inner products are 0.
 *
 * <p>O(templates x n x pixels) a call; the templates take 2 n bytes per template and pixel, 128 MiB
 * at most.
 */
final class OrbitBlock implements FeatureBlock {
  private static final int BUMPS = 16;
  private static final long MOST_BYTES = 128L << 20;
  private static final double LAST_THRESHOLD = 2;

  private final ImageSize size;
  private final int turns;
  private final boolean flips;
  private final int bins;
  private final long seed;
  private final Disc disc;
  /* By template and turn below 90 degrees. */
  private final double[][][] templates;

  OrbitBlock(ImageSize size, BlockSettings settings) {
    size.requireSquare("orbit");
    this.size = size;
    turns = settings.turns();
    flips = settings.flips();
    bins = settings.bins();
    seed = settings.seed();
    disc = new Disc(size);
    int count = settings.templates();
    long bytes = 8L * count * (turns / 4) * disc.pixels();
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%d templates in %d directions of images of %s take %d MiB but %d are the most; ask for %d templates, or make images smaller"
              .formatted(
                  count, turns, size, bytes >> 20, MOST_BYTES >> 20, count * MOST_BYTES / bytes));
    }
    templates = new double[count][turns / 4][disc.pixels()];
    SmoothNoise noise =
        new SmoothNoise(
            disc.radius(),
            (double) size.height() / BUMPS,
            count,
            RandomStream.seeded(seed).derive("orbit"));
    for (int turn = 0; turn < turns / 4; turn++) {
      sample(noise, turn);
    }
    for (double[][] template : templates) {
      normalise(template);
    }
  }

  private void sample(SmoothNoise noise, int turn) {
    double cosine = StrictMath.cos(2 * Math.PI * turn / turns);
    double sine = StrictMath.sin(2 * Math.PI * turn / turns);
    for (int i = 0; i < disc.pixels(); i++) {
      double right = disc.right(i);
      double up = disc.up(i);
      double[] values = noise.at(cosine * right + sine * up, cosine * up - sine * right);
      for (int k = 0; k < values.length; k++) {
        templates[k][turn][i] = values[k];
      }
    }
  }

  private static void normalise(double[][] template) {
    double squares = 0;
    for (double value : template[0]) {
      squares += value * value;
    }
    double factor = 1 / Math.sqrt(squares);
    for (double[] turned : template) {
      for (int i = 0; i < turned.length; i++) {
        turned[i] *= factor;
      }
    }
  }

  @Override
  public String name() {
    return "orbit";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("templates", templates.length);
    all.put("turns", turns);
    all.put("flips", flips);
    all.put("bins", bins);
    all.put("seed", seed);
    return all;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public List<Coefficient> coefficients() {
    List<Coefficient> all = new ArrayList<>();
    for (int k = 1; k <= templates.length; k++) {
      all.add(named(k, "mean of ReLU"));
      all.add(named(k, "maximum"));
      for (int bin = 0; bin < bins; bin++) {
        all.add(named(k, "share up to %.3g".formatted(threshold(bin))));
      }
    }
    return all;
  }

  private static Coefficient named(int template, String what) {
    return new Coefficient(
        "template %d, %s".formatted(template, what), Map.of("template", template), null);
  }

  private double threshold(int bin) {
    return bins == 1 ? 0 : LAST_THRESHOLD * (2.0 * bin / (bins - 1) - 1);
  }

  private ImageGroup lattice() {
    return flips ? ImageGroup.QUARTER_TURNS_AND_FLIPS : ImageGroup.QUARTER_TURNS;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    return List.of(
        DeclaredSymmetry.invariant(lattice(), 0),
        DeclaredSymmetry.continuous(
            "rotations by multiples of %.4g degrees".formatted(360.0 / turns),
            DeclaredSymmetry.Kind.INVARIANT));
  }

  @Override
  public double[] of(double[] image) {
    double[][] orbits = orbits(image);
    double unit = bins == 0 ? 0 : rootMeanSquare(orbits);
    double[] values = new double[templates.length * (2 + bins)];
    int place = 0;
    for (double[] orbit : orbits) {
      double positive = 0;
      for (double product : orbit) {
        positive += Math.max(0, product);
      }
      values[place++] = positive / orbit.length;
      values[place++] = orbit[orbit.length - 1];
      for (int bin = 0; bin < bins; bin++) {
        values[place++] = share(orbit, threshold(bin) * unit);
      }
    }
    return values;
  }

  /** The inner products with each template moved by all elements, in ascending order. */
  private double[][] orbits(double[] image) {
    ImageGroup lattice = lattice();
    double[][] moved = new double[lattice.order(size)][];
    for (int element = 0; element < moved.length; element++) {
      moved[element] = disc.of(lattice.act(element, size, image));
    }
    double[][] orbits = new double[templates.length][moved.length * turns / 4];
    for (int k = 0; k < orbits.length; k++) {
      int place = 0;
      for (double[] turned : templates[k]) {
        for (double[] values : moved) {
          orbits[k][place++] = product(turned, values);
        }
      }
      Arrays.sort(orbits[k]);
    }
    return orbits;
  }

  private static double product(double[] one, double[] other) {
    double even = 0;
    double odd = 0;
    for (int i = 1; i < one.length; i += 2) {
      even += one[i - 1] * other[i - 1];
      odd += one[i] * other[i];
    }
    if (one.length % 2 == 1) {
      even += one[one.length - 1] * other[one.length - 1];
    }
    return even + odd;
  }

  private static double rootMeanSquare(double[][] orbits) {
    double squares = 0;
    for (double[] orbit : orbits) {
      for (double product : orbit) {
        squares += product * product;
      }
    }
    return Math.sqrt(squares / orbits.length / orbits[0].length);
  }

  private static double share(double[] orbit, double threshold) {
    int count = 0;
    while (count < orbit.length && orbit[count] <= threshold) {
      count++;
    }
    return (double) count / orbit.length;
  }

  @Override
  public long memory() {
    int elements = flips ? 2 * turns : turns;
    return 8L * (2 * lattice().order(size) * size.pixels() + (long) templates.length * elements);
  }
}
