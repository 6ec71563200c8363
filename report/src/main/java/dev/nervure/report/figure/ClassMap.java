package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A heat map of one measure: label classes by layers. */
final class ClassMap implements Figure {
  /** The measures to choose from: those that were taken class by class. */
  record Data(List<String> measures) {}

  @Override
  public String name() {
    return "class-map";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<String> measures = LayerMeasures.of(run, line -> !line.isOverall());
    return measures.isEmpty() ? null : new Data(measures);
  }
}
