package dev.nervure.cli;

import dev.nervure.report.figure.Figure;
import dev.nervure.report.view.RunView;
import dev.nervure.run.MeasuredValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mean norm of every layer, as a list. */
final class NormFigure implements Figure {
  /** What the script is given. */
  record Norms(List<MeasuredValue> values) {}

  @Override
  public String name() {
    return "norms";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<MeasuredValue> values =
        run.measures().stream().filter(value -> value.name().equals("mean_norm")).toList();
    return values.isEmpty() ? null : new Norms(values);
  }
}
