package dev.nervure.report.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nervure.report.view.Digits;
import dev.nervure.report.view.RunView;
import dev.nervure.run.Bar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Persistence diagrams and barcodes, one layer at a time. */
final class Persistence implements Figure {
  /** All diagrams of all layers. */
  record Data(List<Diagram> diagrams) {}

  /**
   * A diagram in columns.
   *
   * @param classIndex null for all points
   * @param deaths null for an essential feature
   * @param births null where all are 0
   */
  record Diagram(
      @Nullable Integer layer,
      @JsonProperty("class") @Nullable Integer classIndex,
      int dimension,
      List<@Nullable Double> deaths,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<@Nullable Double> births) {}

  @Override
  public String name() {
    return "persistence";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<Bar> bars = run.bars();
    List<Diagram> diagrams = new ArrayList<>();
    int from = 0;
    while (from < bars.size()) {
      int to = from;
      while (to < bars.size() && areOfOneDiagram(bars.get(from), bars.get(to))) {
        to++;
      }
      diagrams.add(diagram(bars.subList(from, to)));
      from = to;
    }
    return diagrams.isEmpty() ? null : new Data(diagrams);
  }

  private static Diagram diagram(List<Bar> bars) {
    Bar first = bars.get(0);
    List<@Nullable Double> deaths = new ArrayList<>();
    List<@Nullable Double> births = new ArrayList<>();
    boolean allAtZero = true;
    for (Bar bar : bars) {
      deaths.add(Digits.rounded(bar.death()));
      births.add(Digits.rounded(bar.birth()));
      allAtZero &= bar.birth() == 0;
    }
    return new Diagram(
        first.place().layer(),
        first.place().labelClass(),
        first.dimension(),
        deaths,
        allAtZero ? null : births);
  }

  private static boolean areOfOneDiagram(Bar a, Bar b) {
    return a.place().equals(b.place()) && a.dimension() == b.dimension();
  }
}
