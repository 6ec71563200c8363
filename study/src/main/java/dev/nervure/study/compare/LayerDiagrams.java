package dev.nervure.study.compare;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.CloudDistances;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointRows;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.layers.LayerPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The persistence diagrams of one layer by which it is compared with others: of its points in their
 * own units, and of what is left without one block of the samples at a time, for errors. The
 * samples and the blocks are the same in all layers that have as many. Immutable.
 *
 * @param whole of all points
 * @param without of the points without each block
 * @param points number of points of {@code whole}
 */
record LayerDiagrams(Part whole, List<Part> without, int points) {
  /** Columns of the file: which part, degree, birth, death. */
  private static final int COLUMNS = 4;

  /** In the column of the degree: the row holds the scale of the part. */
  private static final int SCALE = -1;

  /** Copies the list. */
  LayerDiagrams {
    without = List.copyOf(without);
  }

  /**
   * The diagrams of a cloud.
   *
   * @param scale root mean square of its distances; 0 where all points are equal
   * @param diagrams one a degree from 0 up
   */
  record Part(double scale, List<PersistenceDiagram> diagrams) {
    /** Copies the list. */
    Part {
      diagrams = List.copyOf(diagrams);
    }

    /**
     * The diagram of a degree.
     *
     * @param scaled whether lengths are counted in units of the scale, so that a cloud and the same
     *     cloud times a number have one diagram
     */
    PersistenceDiagram of(int degree, boolean scaled) {
      PersistenceDiagram raw = diagrams.get(degree);
      if (!scaled || scale == 0) {
        return raw;
      }
      double[] births = Arrays.stream(raw.births()).map(value -> value / scale).toArray();
      double[] deaths = Arrays.stream(raw.deaths()).map(value -> value / scale).toArray();
      return PersistenceDiagram.ofUnsorted(degree, births, deaths, raw.source());
    }
  }

  /**
   * Computes them. Time: one persistence computation of n points, and one for each block. Memory:
   * the distances, twice, and that of the computation.
   *
   * @param most points at most, drawn at random where there are more
   * @param highestDegree 0 or 1
   * @param blocks of the samples, left out one at a time for the errors; 0 for none
   * @param seed of all draws
   */
  static LayerDiagrams of(
      LayerPoints points, int most, int highestDegree, int blocks, long seed, Progress progress) {
    int[] chosen = chosen(points.size(), most, seed);
    CloudDistances distances = CloudDistances.of(points.rows(chosen), 1, progress);
    double unit = Math.scalb(1.0, -distances.exponent());
    int[] samples = points.samples();
    int[] ofChosen = Arrays.stream(chosen).map(i -> samples[i]).toArray();
    List<Part> without = new ArrayList<>();
    for (int[] left : SampleBlocks.without(ofChosen, blocks, seed)) {
      progress.checkCancelled();
      without.add(part(distances.matrix().select(left), unit, highestDegree, progress));
    }
    return new LayerDiagrams(
        part(distances.matrix(), unit, highestDegree, progress), without, chosen.length);
  }

  /**
   * Of which points the diagrams are; the same of all layers of as many points.
   *
   * @return ascending; all where there are no more than {@code most}
   */
  static int[] chosen(int points, int most, long seed) {
    int[] chosen =
        points <= most
            ? all(points)
            : RandomStream.seeded(seed)
                .derive("points of diagrams")
                .sampleWithoutReplacement(points, most);
    Arrays.sort(chosen);
    return chosen;
  }

  /** The diagrams of a cloud, all of its points, in its own units. */
  static Part of(PointRows points, int highestDegree, Progress progress) {
    CloudDistances distances = CloudDistances.of(points, 1, progress);
    return part(
        distances.matrix(), Math.scalb(1.0, -distances.exponent()), highestDegree, progress);
  }

  private static int[] all(int n) {
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    return all;
  }

  private static Part part(
      DistanceMatrix distances, double unit, int highestDegree, Progress progress) {
    double squares = 0;
    for (float distance : distances.lower()) {
      squares += (double) distance * distance;
    }
    int n = distances.size();
    List<PersistenceDiagram> found =
        RipsPersistence.compute(
                PointsOrDistances.of(distances),
                RipsOptions.defaults().withMaxDimension(highestDegree),
                1,
                progress)
            .diagrams();
    List<PersistenceDiagram> inUnits = new ArrayList<>();
    for (PersistenceDiagram diagram : found) {
      inUnits.add(
          unit == 1
              ? diagram
              : PersistenceDiagram.ofUnsorted(
                  diagram.dimension(),
                  Arrays.stream(diagram.births()).map(value -> value * unit).toArray(),
                  Arrays.stream(diagram.deaths()).map(value -> value * unit).toArray(),
                  diagram.source()));
    }
    return new Part(unit * Math.sqrt(squares / (n * (n - 1.0) / 2)), inUnits);
  }

  /** Writes them: float64, a row a bar. */
  void write(Path file) {
    List<double[]> rows = new ArrayList<>();
    add(rows, 0, whole, points);
    for (int part = 0; part < without.size(); part++) {
      add(rows, part + 1, without.get(part), 0);
    }
    double[] values = new double[rows.size() * COLUMNS];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, values, row * COLUMNS, COLUMNS);
    }
    NpyWriter.write(file, NdArray.of(values, rows.size(), COLUMNS));
  }

  /** Writes that there are none: a layer without points that could be measured. */
  static void writeNone(Path file) {
    NpyWriter.write(file, NdArray.of(new double[0], 0, COLUMNS));
  }

  private static void add(List<double[]> rows, int part, Part of, int points) {
    rows.add(new double[] {part, SCALE, of.scale(), points});
    for (PersistenceDiagram diagram : of.diagrams()) {
      for (int bar = 0; bar < diagram.size(); bar++) {
        rows.add(new double[] {part, diagram.dimension(), diagram.birth(bar), diagram.death(bar)});
      }
    }
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @param highestDegree of the diagrams; one may be without bars
   */
  static LayerDiagrams read(Path file, int highestDegree) {
    double[] values = NpyReader.open(file).readAll().doubles();
    List<Part> parts = new ArrayList<>();
    int points = 0;
    int at = 0;
    while (at < values.length) {
      double scale = values[at + 2];
      int ofPart = (int) values[at + 3];
      points = Math.max(points, ofPart);
      int end = at + COLUMNS;
      while (end < values.length && values[end + 1] != SCALE) {
        end += COLUMNS;
      }
      List<PersistenceDiagram> diagrams = new ArrayList<>();
      for (int degree = 0; degree <= highestDegree; degree++) {
        diagrams.add(diagram(values, at + COLUMNS, end, degree, points));
      }
      parts.add(new Part(scale, diagrams));
      at = end;
    }
    return new LayerDiagrams(parts.get(0), parts.subList(1, parts.size()), points);
  }

  private static PersistenceDiagram diagram(
      double[] values, int from, int to, int degree, int points) {
    int count = 0;
    for (int at = from; at < to; at += COLUMNS) {
      count += values[at + 1] == degree ? 1 : 0;
    }
    double[] births = new double[count];
    double[] deaths = new double[count];
    int bar = 0;
    for (int at = from; at < to; at += COLUMNS) {
      if (values[at + 1] == degree) {
        births[bar] = values[at + 2];
        deaths[bar++] = values[at + 3];
      }
    }
    return PersistenceDiagram.ofUnsorted(
        degree,
        births,
        deaths,
        DiagramSource.exact(2, "euclidean", Double.POSITIVE_INFINITY, points));
  }
}
