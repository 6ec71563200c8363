package dev.nervure.report.figure;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.RunView;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Means over the inputs of a label class, at the deepest layer where they were taken. */
final class ClassMeans implements Figure {
  /** Measures whose values are means over inputs, each of which was measured alone. */
  private static final Set<Family> MEANS = EnumSet.of(Family.FIBER, Family.JACOBIAN);

  /** The measures to choose from. */
  record Data(List<String> measures) {}

  @Override
  public String name() {
    return "class-means";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<String> measures =
        DepthProfile.of(run.layers(), run.measures()).stream()
            .filter(
                line ->
                    !line.isOverall() && MEANS.contains(Measures.named(line.measure()).family()))
            .filter(line -> line.points().get(line.points().size() - 1).isEstimable())
            .map(DepthProfile::measure)
            .distinct()
            .toList();
    return measures.isEmpty() ? null : new Data(measures);
  }
}
