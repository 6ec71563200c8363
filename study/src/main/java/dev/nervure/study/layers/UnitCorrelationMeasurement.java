package dev.nervure.study.layers;

import dev.nervure.diagram.BettiCurve;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.diagram.ScaleGrid;
import dev.nervure.points.CorrelationDistances;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.HalfSplits;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The topology of the correlations between the units of a layer (Corneanu, Madadi, Escalera,
 * Martinez, CVPR 2019 and 2020): units are points, 1 - |r| over the samples is their distance, and
 * of the Rips filtration are taken the mean life of the bars, the mean of their middles (mean
 * mid-life) and the Betti curve. A unit is a coordinate of a point: after pooling, a channel. Units
 * that are constant on the samples are left out and counted; of more than {@link #MOST_UNITS}
 * others so many are drawn.
 */
final class UnitCorrelationMeasurement implements LayerMeasurement {
  /** What is read off a diagram of the units. */
  private enum Reading {
    MEAN_LIFE_H0("unit_mean_life_h0", 0),
    MEAN_LIFE_H1("unit_mean_life_h1", 1),
    MID_LIFE_H1("unit_mid_life_h1", 1);

    private final String measure;
    private final int degree;

    Reading(String measure, int degree) {
      this.measure = measure;
      this.degree = degree;
    }

    /** Of degree 0 over one bar less than there are units: bars of no length are not stored. */
    OptionalDouble of(List<PersistenceDiagram> diagrams) {
      PersistenceDiagram diagram = diagrams.get(degree);
      double[][] bars = diagram.finitePairs();
      int count = degree == 0 ? diagram.points() - 1 : bars.length;
      double sum = 0;
      for (double[] bar : bars) {
        sum += this == MID_LIFE_H1 ? (bar[0] + bar[1]) / 2 : bar[1] - bar[0];
      }
      return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
  }

  /** What it can measure. */
  static final List<String> MEASURES =
      Arrays.stream(Reading.values()).map(reading -> reading.measure).toList();

  private static final int MOST_UNITS = 256;
  private static final int FEWEST_UNITS = 3;
  private static final int BLOCK_VALUES = 1 << 22;
  private static final double SECONDS_PER_VALUE = 1e-8;
  private static final double SECONDS_PER_PRODUCT = 1e-9;
  private static final ScaleGrid SCALES = new ScaleGrid(0, 1, DiagramQuantity.SCALES);

  private final List<String> measures;
  private final LayerOptions options;

  UnitCorrelationMeasurement(List<String> measures, LayerOptions options) {
    this.measures = measures;
    this.options = options;
  }

  @Override
  public String stage() {
    return "unit_correlations";
  }

  @Override
  public List<String> measures() {
    return measures;
  }

  @Override
  public Key key() {
    return Key.of("unit correlations", 2)
        .with("measures", measures)
        .with("seed", options.seed())
        .with("most units", MOST_UNITS)
        .with("splits", options.repeats());
  }

  @Override
  public boolean readsDistances() {
    return false;
  }

  @Override
  public Cost cost(CloudSize size) {
    int units = Math.min(size.dimension(), MOST_UNITS);
    double products = SECONDS_PER_PRODUCT * units * units * size.points() / 2;
    // A half has half of the samples but all units: a split costs the products of the whole once,
    // and two diagrams.
    return Cost.of(
        2 * SECONDS_PER_VALUE * size.points() * size.dimension()
            + (1 + options.repeats()) * products
            + (1 + 2 * options.repeats()) * CostModel.ripsSeconds(units, 1),
        16L * units * size.points() + CostModel.ripsBytes(units, 1));
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    ValueRows values =
        ValueRows.of(points, options.seed(), "1 - |r| between units", "standardised");
    Map<String, Object> parameters = new LinkedHashMap<>();
    String refusal = "";
    double[][] units = new double[0][];
    if (points.isProjected()) {
      refusal = "the layer was projected; its own units are not kept (--project-above)";
    } else if (points.size() < LifespanSums.FEWEST_POINTS) {
      refusal = "%d points are fewer than %d".formatted(points.size(), LifespanSums.FEWEST_POINTS);
    } else {
      int[] varying = varying(points.rows(), progress);
      int[] chosen = chosen(varying);
      parameters.put("units", chosen.length);
      parameters.put("varyingUnits", varying.length);
      parameters.put("constantUnits", points.rows().dimension() - varying.length);
      if (chosen.length < FEWEST_UNITS) {
        refusal =
            "%d units that are not constant on the samples are fewer than %d"
                .formatted(varying.length, FEWEST_UNITS);
      } else {
        units = columns(points.rows(), chosen, progress);
      }
    }
    parameters.put("samples", points.size());
    parameters.put("splits", options.repeats());
    parameters.put("errorMeaning", "halves of the samples");
    parameters.put("droppedNonFinite", points.dropped());
    if (!refusal.isEmpty()) {
      for (String measure : measures) {
        rows.add(values.overall(measure, Estimate.notEstimable(refusal), 0, parameters));
      }
      return;
    }
    measure(units, points.size(), values, parameters, rows, progress);
  }

  private void measure(
      double[][] units,
      int samples,
      ValueRows values,
      Map<String, Object> parameters,
      StageRows rows,
      Progress progress) {
    List<PersistenceDiagram> whole =
        LifespanSums.diagrams(CorrelationDistances.of(units), 1, progress);
    RandomStream stream = RandomStream.seeded(options.seed()).derive("unit correlations");
    List<LifespanSums.Halves> halves = new ArrayList<>();
    for (int split = 0; split < options.repeats(); split++) {
      int[][] parts = HalfSplits.halves(samples, stream.derive("split").derive(split));
      halves.add(
          new LifespanSums.Halves(
              LifespanSums.diagrams(CorrelationDistances.of(units, parts[0]), 1, progress),
              LifespanSums.diagrams(CorrelationDistances.of(units, parts[1]), 1, progress)));
    }
    for (Reading reading : Reading.values()) {
      if (measures.contains(reading.measure)) {
        Map<String, Object> own = new LinkedHashMap<>(parameters);
        PersistenceDiagram diagram = whole.get(reading.degree);
        own.put("bars", diagram.size() - diagram.essential());
        own.put("curve", BettiCurve.of(diagram, SCALES));
        own.put("scales", SCALES.size());
        own.put("from", SCALES.from());
        own.put("to", SCALES.to());
        rows.add(
            values.overall(reading.measure, estimate(reading, whole, halves), units.length, own));
      }
    }
  }

  private static Estimate estimate(
      Reading reading, List<PersistenceDiagram> whole, List<LifespanSums.Halves> halves) {
    OptionalDouble value = reading.of(whole);
    if (value.isEmpty()) {
      return Estimate.notEstimable(
          "the correlations have no bar of degree %d".formatted(reading.degree));
    }
    double[][] pairs = new double[halves.size()][2];
    for (int split = 0; split < pairs.length; split++) {
      OptionalDouble first = reading.of(halves.get(split).first());
      OptionalDouble second = reading.of(halves.get(split).second());
      if (first.isEmpty() || second.isEmpty()) {
        return Estimate.notEstimable(
            "half of the samples leave no bar of degree %d, so that the error of what all have is not known"
                .formatted(reading.degree));
      }
      pairs[split][0] = first.getAsDouble();
      pairs[split][1] = second.getAsDouble();
    }
    return Estimate.of(value.getAsDouble(), HalfSplits.standardError(pairs));
  }

  /** The units that are not constant, ascending. Reads all points once. */
  private static int[] varying(PointRows points, Progress progress) {
    int d = points.dimension();
    boolean[] varies = new boolean[d];
    double[] first = new double[d];
    double[] point = new double[d];
    int step = Math.max(1, BLOCK_VALUES / Math.max(1, d));
    for (int from = 0; from < points.size(); from += step) {
      progress.checkCancelled();
      PointCloud block = points.read(from, Math.min(points.size(), from + step));
      for (int i = 0; i < block.size(); i++) {
        block.copyPoint(i, from + i == 0 ? first : point);
        for (int j = 0; j < d && from + i > 0; j++) {
          varies[j] |= point[j] != first[j];
        }
      }
    }
    int[] varying = new int[d];
    int count = 0;
    for (int j = 0; j < d; j++) {
      if (varies[j]) {
        varying[count++] = j;
      }
    }
    return Arrays.copyOf(varying, count);
  }

  private int[] chosen(int[] varying) {
    if (varying.length <= MOST_UNITS) {
      return varying;
    }
    int[] drawn =
        RandomStream.seeded(options.seed())
            .derive("unit correlations")
            .derive("units")
            .sampleWithoutReplacement(varying.length, MOST_UNITS);
    Arrays.sort(drawn);
    return Arrays.stream(drawn).map(i -> varying[i]).toArray();
  }

  /** One row a unit, one column a sample. Reads all points once. */
  private static double[][] columns(PointRows points, int[] chosen, Progress progress) {
    double[][] columns = new double[chosen.length][points.size()];
    int step = Math.max(1, BLOCK_VALUES / Math.max(1, points.dimension()));
    for (int from = 0; from < points.size(); from += step) {
      progress.checkCancelled();
      PointCloud block = points.read(from, Math.min(points.size(), from + step));
      for (int i = 0; i < block.size(); i++) {
        for (int u = 0; u < chosen.length; u++) {
          columns[u][from + i] = block.coordinate(i, chosen[u]);
        }
      }
    }
    return columns;
  }
}
