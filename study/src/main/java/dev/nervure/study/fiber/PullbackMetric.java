package dev.nervure.study.fiber;

import dev.nervure.array.NdArray;
import dev.nervure.jacobian.CurveEnergy;
import dev.nervure.jacobian.FisherFactor;
import dev.nervure.jacobian.LeadingSingularValues;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.MatrixFreeMap;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.network.Activations;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.NotDifferentiableException;
import dev.nervure.network.Pooling;
import dev.nervure.network.SampleBatches;
import dev.nervure.network.graph.Node;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The metric of later layers, pulled back to one edge of a network at the value that the edge has
 * for one input: by the singular values of the Jacobian from the edge to the layer.
 */
public final class PullbackMetric {

  /** How many singular values are found of a Jacobian that is not formed. */
  private static final int LEADING = 10;

  /** The first vector of the search; values do not depend on the seed of a walk. */
  private static final long LEADING_SEED = 1;

  private static final String VALUES_NOT_FINITE = "the layer has NaN or infinite values here";
  private static final String JACOBIAN_NOT_FINITE = "the Jacobian has NaN or infinite entries here";
  private static final String NOT_FINITE_ON_THE_WAY =
      "the layer or its derivative has NaN or infinite values on the way";
  private static final String UNDERFLOW =
      "a logit lies so far below the largest that its probability is not represented";

  private final Model model;
  private final Layer from;
  private final double[] value;
  private final OutputMetric metric;
  private final Set<String> later;

  /**
   * @param value of the edge, flat
   */
  PullbackMetric(Model model, Layer from, double[] value, OutputMetric metric) {
    this.model = model;
    this.from = from;
    this.value = value;
    this.metric = metric;
    later = later(model, from);
  }

  /**
   * The metric at the value that an edge has for an input. Evaluates the network up to there.
   *
   * @param model computing in float64
   * @param from the edge, the network's input or a layer
   * @param input the network's input, flat
   * @param metric of the later layers
   * @throws dev.nervure.network.NonFiniteActivationsException where the edge has NaN or infinite
   *     values
   */
  public static PullbackMetric at(Model model, Layer from, double[] input, OutputMetric metric) {
    return new PullbackMetric(model, from, valueAt(model, from, input), metric);
  }

  private static double[] valueAt(Model model, Layer from, double[] input) {
    if (!model.takesIntegers() && from.equals(model.input())) {
      return input;
    }
    int[] sample = model.inputShape();
    int[] batch = new int[sample.length + 1];
    batch[0] = 1;
    System.arraycopy(sample, 0, batch, 1, sample.length);
    NdArray row =
        Activations.of(model)
            .layers(List.of(from))
            .pooling(Pooling.FLATTEN)
            .collect(SampleBatches.of(NdArray.of(input, batch)))
            .get(from);
    if (row == null) {
      throw new IllegalStateException("no activations of " + from.name());
    }
    return row.doubles();
  }

  /** Every edge that depends on one. */
  private static Set<String> later(Model model, Layer from) {
    Set<String> reached = new HashSet<>(List.of(from.name()));
    for (Node node : model.graph().nodes()) {
      if (node.inputs().stream().anyMatch(reached::contains)) {
        reached.addAll(node.outputs());
      }
    }
    reached.remove(from.name());
    return reached;
  }

  /** Whether a layer depends on the edge; the edge itself does not. */
  public boolean comesAfter(Layer layer) {
    return later.contains(layer.name());
  }

  /**
   * Decomposes the Jacobian to a layer; of one that is too large the leading singular values are
   * found to three digits by up to three hundred products with it, without forming it. Takes the
   * memory of 150 vectors of the edge or of the layer then, whichever is shorter.
   *
   * @param layer one that comes after the edge
   * @param rankTolerance singular values up to this fraction of the largest count as zero
   * @param extent what is too large
   * @param progress asked for cancellation
   * @throws IllegalArgumentException where the metric is not defined on the layer
   */
  public LayerSpectrum spectrum(
      Layer layer, double rankTolerance, LayerSpectrum.Extent extent, Progress progress) {
    return LayerSpectrum.isTooLarge(from, layer, extent)
        ? leading(layer, rankTolerance, progress)
        : whole(layer, rankTolerance);
  }

  /** All singular values, whatever the size of the Jacobian. */
  LayerSpectrum whole(Layer layer, double rankTolerance) {
    metric.requireDefinedAt(layer, model);
    String missing = missingDerivative(layer);
    if (missing != null) {
      return LayerSpectrum.unknown(layer, null, missing);
    }
    Linearization here = NetworkMap.between(model, from, layer).linearize(value);
    String unusable = notFinite(here.value());
    if (unusable == null && !here.isFinite()) {
      unusable = JACOBIAN_NOT_FINITE;
    }
    if (unusable != null) {
      return LayerSpectrum.unknown(layer, null, unusable);
    }
    if (metric == OutputMetric.FISHER) {
      FisherFactor factor = FisherFactor.at(here.value());
      here = new Linearization(here.value(), factor.times(here.jacobian()));
    }
    return LayerSpectrum.of(layer, PullbackSpectrum.of(here, rankTolerance));
  }

  /** The leading values, whatever the size of the Jacobian. */
  LayerSpectrum leading(Layer layer, double rankTolerance, Progress progress) {
    metric.requireDefinedAt(layer, model);
    String missing = missingDerivative(layer);
    if (missing != null) {
      return LayerSpectrum.unknown(layer, null, missing);
    }
    NetworkMap map = NetworkMap.between(model, from, layer);
    try (MatrixFreeMap.Tangent tangent = map.tangent(value)) {
      String unusable = notFinite(tangent.value());
      if (unusable != null) {
        return LayerSpectrum.unknown(layer, null, unusable);
      }
      MatrixFreeMap.Tangent pulled = tangent;
      int rows = map.outputSize();
      if (metric == OutputMetric.FISHER) {
        FisherFactor factor = FisherFactor.at(tangent.value());
        pulled = factor.behind(tangent);
        rows = factor.rows();
      }
      LeadingSingularValues found =
          LeadingSingularValues.of(
              pulled, map.inputSize(), rows, LEADING, RandomStream.seeded(LEADING_SEED), progress);
      return isFinite(found.values()) && isFinite(found.errors())
          ? LayerSpectrum.of(from, layer, found, rows, rankTolerance)
          : LayerSpectrum.unknown(layer, null, JACOBIAN_NOT_FINITE);
    }
  }

  /**
   * Euclidean length of the straight segment from the value of the edge to the one that it has for
   * another input.
   *
   * @param other the other input, flat
   */
  public double distanceTo(double[] other) {
    return Distance.euclidean(value, valueAt(model, from, other));
  }

  /**
   * Pseudolength and energy of the straight segment from the value of the edge to the one that it
   * has for another input, measured at a layer.
   *
   * @param layer one that comes after the edge
   * @param other the other input, flat
   * @param progress asked for cancellation
   * @throws IllegalArgumentException where the metric is not defined on the layer
   */
  public LayerSegment segment(Layer layer, double[] other, Progress progress) {
    metric.requireDefinedAt(layer, model);
    String missing = missingDerivative(layer);
    if (missing != null) {
      return new LayerSegment(layer, null, missing);
    }
    try {
      return new LayerSegment(
          layer,
          CurveEnergy.of(
              NetworkMap.between(model, from, layer),
              new double[][] {value, valueAt(model, from, other)},
              metric.speed(),
              CurveEnergy.DEFAULT_TOLERANCE,
              progress),
          null);
    } catch (ArithmeticException e) {
      return new LayerSegment(layer, null, NOT_FINITE_ON_THE_WAY);
    }
  }

  /** Why nothing can be said at a value of the layer; null where something can. */
  private @Nullable String notFinite(double[] values) {
    if (!isFinite(values)) {
      return VALUES_NOT_FINITE;
    }
    return metric == OutputMetric.FISHER && !FisherFactor.at(values).isExact() ? UNDERFLOW : null;
  }

  /** Why there is no derivative of a layer by the edge; null where there is one. */
  private @Nullable String missingDerivative(Layer layer) {
    try {
      model.derivatives(from, layer);
      return null;
    } catch (NotDifferentiableException e) {
      return e.operator().isEmpty()
          ? "it does not depend on " + from.name()
          : "there is no derivative by %s: the operator %s lies between"
              .formatted(from.name(), e.operator());
    } catch (IllegalArgumentException e) {
      return "it depends on the input also by a way that does not lead through " + from.name();
    }
  }

  private static boolean isFinite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }
}
