package dev.nervure.glassbox.classifier;

import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.glassbox.reduction.PrincipalComponents;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The nearest of the affine spaces of the classes: mean plus the first d principal directions of
 * the class (Bruna and Mallat, arXiv 1203.1513, section 4.1). Scores are minus the squared distance
 * from the space. Where d is not given it is the one, of 0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70,
 * 100, 140 and 200 (as far as each class has as many directions), that answers best in
 * cross-validation over five parts of the rows (with more than 2,000 rows for one of the parts),
 * the smaller among equals; then all rows are used.
 */
final class AffinePca implements FeatureClassifier {
  private static final int[] CANDIDATES = {0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 140, 200};
  private static final int FOLDS = 5;

  /** With more rows one fold says enough. */
  private static final int MOST_IN_ALL_FOLDS = 2_000;

  private final @Nullable Integer directions;

  AffinePca(@Nullable Integer directions) {
    this.directions = directions;
  }

  @Override
  public String name() {
    return "affine_pca";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("directions", directions == null ? "by validation" : directions);
    return settings;
  }

  @Override
  public int revision() {
    return 2;
  }

  @Override
  public boolean reducesByItself() {
    return true;
  }

  @Override
  public FittedClassifier fit(LabelledRows training, long seed, Progress progress) {
    int fewest = Arrays.stream(training.counts()).min().orElseThrow();
    int most = Math.min(fewest - 1, training.dimension());
    if (directions != null) {
      if (directions > most) {
        throw new IllegalArgumentException(
            "affine_pca was to take %d directions of each class, but with %d images of the smallest class and %d coefficients there are %d; take fewer directions or more images"
                .formatted(directions, fewest, training.dimension(), most));
      }
      return Spaces.of(training, directions, progress).with(directions);
    }
    int chosen = fewest < FOLDS ? 0 : validated(training, seed, progress);
    return Spaces.of(training, chosen, progress).with(chosen);
  }

  /** The number that answers best for rows that were left out, the smaller among equals. */
  private static int validated(LabelledRows training, long seed, Progress progress) {
    RandomStream random = RandomStream.seeded(seed).derive("validation");
    int[] fold = folds(training, random.permutation(training.size()));
    int folds = training.size() <= MOST_IN_ALL_FOLDS ? FOLDS : 1;
    int[] candidates = candidates(training);
    int[] right = new int[candidates.length];
    for (int left = 0; left < folds; left++) {
      LabelledRows known = training.select(rows(fold, left, false));
      LabelledRows unknown = training.select(rows(fold, left, true));
      Spaces spaces = Spaces.of(known, candidates[candidates.length - 1], progress);
      for (int i = 0; i < unknown.size(); i++) {
        progress.checkCancelled();
        double[][] squares = spaces.squares(unknown.rows()[i]);
        for (int c = 0; c < candidates.length; c++) {
          right[c] += Spaces.nearest(squares, candidates[c]) == unknown.labels()[i] ? 1 : 0;
        }
      }
    }
    int best = 0;
    for (int c = 1; c < candidates.length; c++) {
      best = right[c] > right[best] ? c : best;
    }
    return candidates[best];
  }

  /** Rows of each class are dealt out to the folds in turn. */
  private static int[] folds(LabelledRows training, int[] order) {
    int[] fold = new int[training.size()];
    int[] dealt = new int[training.classes()];
    for (int row : order) {
      fold[row] = dealt[training.labels()[row]]++ % FOLDS;
    }
    return fold;
  }

  /** As many directions as every class has without its largest fold. */
  private static int[] candidates(LabelledRows training) {
    int fewest = Arrays.stream(training.counts()).min().orElseThrow();
    int most = Math.min(fewest - (fewest + FOLDS - 1) / FOLDS - 1, training.dimension());
    return Arrays.stream(CANDIDATES).filter(d -> d <= most).toArray();
  }

  private static int[] rows(int[] fold, int left, boolean ofFold) {
    return IntStream.range(0, fold.length).filter(row -> fold[row] == left == ofFold).toArray();
  }

  /** The principal directions of each class. */
  private record Spaces(List<PrincipalComponents> ofClass) {
    static Spaces of(LabelledRows training, int most, Progress progress) {
      List<PrincipalComponents> all = new ArrayList<>();
      for (int k = 0; k < training.classes(); k++) {
        all.add(PrincipalComponents.of(training.ofClass(k), most, progress));
      }
      return new Spaces(all);
    }

    FittedClassifier with(int directions) {
      return new Fitted(this, directions);
    }

    /** By class: squared distances from the mean and from the spaces of 1, 2, ... directions. */
    double[][] squares(double[] row) {
      double[][] squares = new double[ofClass.size()][];
      for (int k = 0; k < squares.length; k++) {
        PrincipalComponents own = ofClass.get(k);
        double[] apart = Vectors.minus(row, own.mean());
        squares[k] = new double[own.count() + 1];
        squares[k][0] = Vectors.dot(apart, apart);
        double[] along = own.coordinates(row);
        for (int d = 1; d < squares[k].length; d++) {
          squares[k][d] = Math.max(0, squares[k][d - 1] - along[d - 1] * along[d - 1]);
        }
      }
      return squares;
    }

    static double square(double[] squares, int directions) {
      return squares[Math.min(directions, squares.length - 1)];
    }

    static int nearest(double[][] squares, int directions) {
      int best = 0;
      for (int k = 1; k < squares.length; k++) {
        if (square(squares[k], directions) < square(squares[best], directions)) {
          best = k;
        }
      }
      return best;
    }
  }

  private record Fitted(Spaces spaces, int directions) implements FittedClassifier {
    @Override
    public double[] scores(double[] row) {
      double[][] squares = spaces.squares(row);
      double[] scores = new double[squares.length];
      for (int k = 0; k < scores.length; k++) {
        scores[k] = -Spaces.square(squares[k], directions);
      }
      return scores;
    }

    @Override
    public long parameters() {
      long sum = 0;
      for (PrincipalComponents own : spaces.ofClass()) {
        sum += (1L + own.count()) * own.mean().length;
      }
      return sum;
    }
  }

  @Override
  public double seconds(int rows, int coefficients, int classes) {
    int most = Math.min(CANDIDATES[CANDIDATES.length - 1], rows / classes);
    return (rows <= MOST_IN_ALL_FOLDS ? 1 + FOLDS : 2)
        * 4e-9
        * (3.0 * most + 20)
        * rows
        * coefficients;
  }

  @Override
  public long memory(int rows, int coefficients, int classes) {
    long most = Math.min(CANDIDATES[CANDIDATES.length - 1], rows / classes);
    return Double.BYTES
        * ((long) rows * coefficients / classes * 2 + classes * most * coefficients);
  }
}
