package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ZooView;
import dev.nervure.run.DescriptorRelation;
import dev.nervure.run.TargetPrediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors of networks beside a target: each descriptor as a scatter plot, all of them by their
 * correlation, and the networks in the order of their prediction.
 */
final class Generalization implements Figure {
  /**
   * What is drawn.
   *
   * @param target name of the target
   * @param networks in the order of the prediction, best first; by name without one
   * @param descriptors in the order of the study
   */
  record Data(String target, List<Network> networks, List<Descriptor> descriptors) {}

  /** A network, its target and what it is predicted to be from the others. */
  record Network(
      String name,
      double value,
      @Nullable Double predicted,
      @Nullable Double low,
      @Nullable Double high) {}

  /**
   * A descriptor.
   *
   * @param values one a network, in their order; null where it is not estimable
   */
  record Descriptor(
      String name,
      String measure,
      String kind,
      @Nullable Double pearson,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double spearman,
      @Nullable Double partial,
      @Nullable Double chance,
      List<@Nullable Double> values) {}

  @Override
  public String name() {
    return "generalization";
  }

  @Override
  public @Nullable Record data(RunView run) {
    ZooView zoo = run.zoo();
    if (zoo.predictions().size() < 2) {
      return null;
    }
    List<TargetPrediction> ordered = new ArrayList<>(zoo.predictions());
    ordered.sort(Comparator.comparingInt(one -> Objects.requireNonNullElse(one.rank(), 0)));
    List<Network> networks =
        ordered.stream()
            .map(
                one ->
                    new Network(one.model(), one.value(), one.predicted(), one.low(), one.high()))
            .toList();
    List<String> names = networks.stream().map(Network::name).toList();
    List<Descriptor> descriptors = new ArrayList<>();
    for (DescriptorRelation one : zoo.relations()) {
      descriptors.add(
          new Descriptor(
              one.descriptor(),
              one.measure(),
              one.kind(),
              one.pearson(),
              one.pearsonLow(),
              one.pearsonHigh(),
              one.spearman(),
              one.partial(),
              one.chance(),
              zoo.values(one.descriptor(), names)));
    }
    return new Data(ordered.get(0).target(), networks, descriptors);
  }
}
