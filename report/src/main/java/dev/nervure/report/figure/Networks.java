package dev.nervure.report.figure;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.run.Axis;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
   * @param values one a network; null where there is none
   */
  record Line(String layer, List<@Nullable Value> values) {}

  /** A value with its 95 % interval, where it has one. */
  record Value(double estimate, @Nullable Double low, @Nullable Double high) {}

  @Override
  public String name() {
    return "networks";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<NetworkView> networks = run.networks();
    if (networks.size() < 2) {
      return null;
    }
    Axis axis = networks.get(0).place().epoch() == null ? Axis.MODEL : Axis.EPOCH;
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
      points.add(Objects.requireNonNull(axis.in(network.place())));
      accuracies.add(
          network.accuracy().isPresent() ? (Double) network.accuracy().getAsDouble() : null);
    }
    return measures.isEmpty() ? null : new Data(axis.field(), points, accuracies, measures);
  }

  private static List<Line> lines(List<NetworkView> networks, String measure) {
    List<String> names = names(networks.get(0));
    if (!networks.stream().allMatch(network -> names(network).equals(names))) {
      return List.of(line("last layer", networks, measure, null));
    }
    return networks.get(0).layers().stream()
        .map(layer -> line(layer.name(), networks, measure, layer.index()))
        .toList();
  }

  private static List<String> names(NetworkView network) {
    return network.layers().stream().map(LayerResult::name).toList();
  }

  /** Of one layer; of the last layer of each network where that is null. */
  private static Line line(
      String name, List<NetworkView> networks, String measure, @Nullable Integer layer) {
    List<@Nullable Value> values = new ArrayList<>();
    for (NetworkView network : networks) {
      List<LayerResult> all = network.layers();
      int index = layer == null ? all.get(all.size() - 1).index() : layer;
      values.add(
          network.measures().stream()
              .filter(value -> value.name().equals(measure) && value.isEstimable())
              .filter(value -> value.place().labelClass() == null)
              .filter(value -> Objects.equals(value.place().layer(), index))
              .findFirst()
              .map(Networks::value)
              .orElse(null));
    }
    return new Line(name, values);
  }

  private static Value value(MeasuredValue value) {
    return new Value(Objects.requireNonNull(value.estimate()), value.low(), value.high());
  }
}
