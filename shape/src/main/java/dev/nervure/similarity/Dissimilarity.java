package dev.nervure.similarity;

import dev.nervure.progress.Progress;

/** How unlike two rows of one representation are, for the matrix of all pairs. */
enum Dissimilarity implements Form<GramMatrix> {
  /** Euclidean distance. */
  EUCLIDEAN {
    @Override
    public GramMatrix of(Representation representation, Progress progress) {
      return representation
          .form(GramMatrix.LINEAR, progress)
          .squaredDistances(progress)
          .map((i, j, square) -> Math.sqrt(square), progress);
    }
  },
  /** 1 less the cosine of their angle at the origin. */
  COSINE {
    @Override
    public GramMatrix of(Representation representation, Progress progress) {
      return ofUnitRows(representation, false, progress);
    }
  },
  /** 1 less Pearson's correlation over the features. */
  CORRELATION {
    @Override
    public GramMatrix of(Representation representation, Progress progress) {
      return ofUnitRows(representation, true, progress);
    }
  };

  private static GramMatrix ofUnitRows(
      Representation representation, boolean lessOwnMean, Progress progress) {
    FeatureMeans means = representation.form(FeatureMeans.FORM, progress);
    int d = representation.dimension();
    return GramMatrix.of(
            (from, to) -> {
              double[] rows = means.read(representation.rows(), from, to, false);
              for (int i = 0; i < to - from; i++) {
                normalize(rows, i * d, d, lessOwnMean);
              }
              return rows;
            },
            representation.size(),
            d,
            progress)
        .map((i, j, cosine) -> i == j ? 0 : Math.max(0, 1 - cosine), progress);
  }

  /** Makes a row one of length 1; one that has no length stays 0. */
  static void normalize(double[] rows, int from, int d, boolean lessOwnMean) {
    double mean = 0;
    boolean varies = false;
    for (int k = from; k < from + d; k++) {
      mean += rows[k] / d;
      varies |= rows[k] != rows[from];
    }
    double squares = 0;
    for (int k = from; k < from + d; k++) {
      rows[k] = !lessOwnMean ? rows[k] : varies ? rows[k] - mean : 0;
      squares += rows[k] * rows[k];
    }
    double length = Math.sqrt(squares);
    for (int k = from; k < from + d && length > 0; k++) {
      rows[k] /= length;
    }
  }

  /** How many rows have no direction, so that none of them is like or unlike another. */
  int withoutDirection(Representation representation, Progress progress) {
    if (this == EUCLIDEAN) {
      return 0;
    }
    FeatureMeans means = representation.form(FeatureMeans.FORM, progress);
    int d = representation.dimension();
    int step = FeatureMeans.blockRows(d);
    int count = 0;
    for (int from = 0; from < representation.size(); from += step) {
      int to = Math.min(representation.size(), from + step);
      double[] rows = means.read(representation.rows(), from, to, false);
      for (int i = 0; i < to - from; i++) {
        boolean hasNone = true;
        double other = this == COSINE ? 0 : rows[i * d];
        for (int k = i * d; k < (i + 1) * d && hasNone; k++) {
          hasNone = rows[k] == other;
        }
        count += hasNone ? 1 : 0;
      }
    }
    return count;
  }
}
