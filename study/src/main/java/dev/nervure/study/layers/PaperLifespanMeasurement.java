package dev.nervure.study.layers;

import dev.nervure.diagram.LifespanSum;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.points.CloudDistances;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Key;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Lifespan sums as in the code of Magai and Ayzenberg (arXiv 2204.08624): coordinates scaled to [0,
 * 1] over all points of the layer, at most the first 250 points of a class, half the sum of the
 * finite lifespans, mean over classes, no repeats. Their code leaves out the last class by an
 * oversight; here all classes count. It also scales up coordinates that are constant up to
 * rounding; here they stay constant, and points that are one up to rounding have no value. One draw
 * has no sampling error: the error given is the standard error of the mean over classes, their band
 * the standard deviation over classes.
 */
final class PaperLifespanMeasurement implements LayerMeasurement {
  private static final String DEGREE_0 = "lifespan_sum_h0_paper";
  private static final String DEGREE_1 = "lifespan_sum_h1_paper";

  /** What it can measure. */
  static final List<String> MEASURES = List.of(DEGREE_0, DEGREE_1);

  private static final int CLASS_CAP = 250;
  static final String CONVENTION = "paper";
  private static final String SCALING = "min_max over all points of the layer";

  private final List<String> measures;
  private final int highestDegree;

  PaperLifespanMeasurement(List<String> measures) {
    this.measures = measures;
    this.highestDegree = measures.contains(DEGREE_1) ? 1 : 0;
  }

  @Override
  public String stage() {
    return "lifespan_sums_paper";
  }

  @Override
  public List<String> measures() {
    return measures;
  }

  @Override
  public Key key() {
    return Key.of("lifespan sums, paper", 2).with("measures", measures);
  }

  @Override
  public boolean readsDistances() {
    return false;
  }

  @Override
  public Cost cost(CloudSize size) {
    int perClass = Math.min(size.smallestClass(), CLASS_CAP);
    Cost distances = CloudDistances.cost(perClass, size.dimension());
    return Cost.of(
        size.classes() * (CostModel.ripsSeconds(perClass, highestDegree) + distances.seconds()),
        CostModel.ripsBytes(perClass, highestDegree) + distances.memoryBytes());
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    ValueRows values = ValueRows.of(points, 0, CONVENTION, SCALING);
    String refusal = points.scaledRefusal();
    if (!refusal.isEmpty()) {
      for (String measure : measures) {
        rows.add(values.overall(measure, Estimate.notEstimable(refusal), 0, Map.of()));
      }
      return;
    }
    SortedMap<Integer, int[]> classes = points.classes();
    double[][] sums = new double[measures.size()][classes.size()];
    int fewest = CLASS_CAP;
    int at = 0;
    for (Map.Entry<Integer, int[]> entry : classes.entrySet()) {
      int[] members = entry.getValue();
      int[] first = Arrays.copyOf(members, Math.min(members.length, CLASS_CAP));
      List<PersistenceDiagram> diagrams =
          LifespanSums.diagrams(points.scaledDistances(first, progress), highestDegree, progress);
      fewest = Math.min(fewest, first.length);
      for (int i = 0; i < measures.size(); i++) {
        sums[i][at] = LifespanSum.PAPER.of(diagrams.get(degree(measures.get(i))), 1);
        rows.add(
            values.ofClassWithoutError(
                measures.get(i),
                entry.getKey(),
                points.className(entry.getKey()),
                sums[i][at],
                first.length,
                parameters("one class, one draw: none")));
      }
      at++;
    }
    for (int i = 0; i < measures.size(); i++) {
      rows.add(mean(measures.get(i), sums[i], fewest, values));
    }
  }

  private static MeasuredValue mean(String measure, double[] sums, int n, ValueRows values) {
    if (sums.length < 2) {
      Estimate none =
          Estimate.notEstimable(
              "the paper's mean over classes needs two classes but there are " + sums.length);
      return values.overall(measure, none, 0, Map.of());
    }
    double mean = 0;
    for (double sum : sums) {
      mean += sum;
    }
    mean /= sums.length;
    double squares = 0;
    for (double sum : sums) {
      squares += (sum - mean) * (sum - mean);
    }
    double deviation = Math.sqrt(squares / (sums.length - 1));
    Map<String, Object> parameters = parameters("standard error of the mean over classes");
    parameters.put("aggregate", "mean over classes");
    parameters.put("classes", sums.length);
    parameters.put("classStandardDeviation", deviation);
    return values.overall(
        measure, Estimate.of(mean, deviation / Math.sqrt(sums.length)), n, parameters);
  }

  private static Map<String, Object> parameters(String error) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("exponent", 1);
    parameters.put("factor", LifespanSum.PAPER.factor());
    parameters.put("classCap", CLASS_CAP);
    parameters.put("errorMeaning", error);
    return parameters;
  }

  private static int degree(String measure) {
    return measure.equals(DEGREE_1) ? 1 : 0;
  }
}
