package dev.nervure.report.figure;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.run.Axis;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values from network to network, epoch by epoch or model by model: a line a layer where all
 * networks have the same layers, otherwise one of the last layer of each.
 */
final class Networks implements Figure {
  /**
   * What is drawn.
   *
   * @param axis {@code epoch} or {@code model}
   * @param points the networks in their order: epochs or names
   * @param accuracies of the networks; null where there is none
   * @param measures those of which two networks or more have a value
   */
  record Data(
      String axis,
      List<Object> points,
      List<@Nullable Double> accuracies,
      List<MeasureLines> measures) {}

  /** The lines of one measure. */
  record MeasureLines(String measure, List<Line> lines) {}

  /**
   * One line.
   *
   * @param layer its layer by name
   * @param widths coordinates of a point of it, one a network: values grow with them
   * @param values one a network; null where there is none
   */
  record Line(String layer, List<Integer> widths, List<@Nullable Value> values) {}

  /** A value with its 95 % interval, where it has one. */
  record Value(double estimate, @Nullable Double low, @Nullable Double high) {}

  @Override
  public String name() {
    return "networks";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<NetworkView> networks =
        run.networks().stream()
            .filter(one -> NetworkKind.of(one.subject()) == NetworkKind.TRAINED)
            .toList();
    boolean repeated = // seeds of one training, whose means the figure of what was learned shows
        networks.stream().map(one -> one.subject().epoch()).distinct().count() < networks.size()
            && networks.stream().allMatch(one -> one.subject().epoch() != null);
    if (networks.size() < 2 || repeated) {
      return null;
    }
    Axis axis = networks.get(0).subject().epoch() == null ? Axis.MODEL : Axis.EPOCH;
    if (networks.stream().anyMatch(one -> axis.in(one.subject().place()) == null)) {
      return null; // one network on several groups of inputs
    }
    List<MeasureLines> measures = new ArrayList<>();
    for (Measure measure : Measures.all()) {
      List<Line> lines =
          lines(networks, measure.name()).stream()
              .filter(line -> line.values().stream().filter(Objects::nonNull).count() > 1)
              .toList();
      if (!lines.isEmpty()) {
        measures.add(new MeasureLines(measure.name(), lines));
      }
    }
    List<Object> points = new ArrayList<>();
    List<@Nullable Double> accuracies = new ArrayList<>();
    for (NetworkView network : networks) {
      points.add(Objects.requireNonNull(axis.in(network.subject().place())));
      accuracies.add(
          network.accuracy().isPresent() ? (Double) network.accuracy().getAsDouble() : null);
    }
    return measures.isEmpty() ? null : new Data(axis.field(), points, accuracies, measures);
  }

  private static List<Line> lines(List<NetworkView> networks, String measure) {
    Map<Place, Value> values = new HashMap<>();
    for (NetworkView network : networks) {
      for (MeasuredValue value : network.measures()) {
        if (value.name().equals(measure) && value.isEstimable()) {
          values.put(
              value.place(), value(value)); // those of label classes have places of their own
        }
      }
    }
    List<String> names = names(networks.get(0));
    if (!networks.stream().allMatch(network -> names(network).equals(names))) {
      return List.of(line("last layer", networks, layers -> layers.get(layers.size() - 1), values));
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int position = i; // the index of a layer may differ where a network has more edges between
      lines.add(line(names.get(i), networks, layers -> layers.get(position), values));
    }
    return lines;
  }

  private static List<String> names(NetworkView network) {
    return network.layers().stream().map(LayerResult::name).toList();
  }

  private static Line line(
      String name,
      List<NetworkView> networks,
      Function<List<LayerResult>, LayerResult> layerOf,
      Map<Place, Value> values) {
    List<LayerResult> layers =
        networks.stream().map(network -> layerOf.apply(network.layers())).toList();
    List<@Nullable Value> ofLayers = new ArrayList<>();
    layers.forEach(layer -> ofLayers.add(values.get(layer.place())));
    return new Line(name, layers.stream().map(LayerResult::dimension).toList(), ofLayers);
  }

  private static Value value(MeasuredValue value) {
    return new Value(Objects.requireNonNull(value.estimate()), value.low(), value.high());
  }
}
