package dev.nervure.report.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.report.view.Digits;
import dev.nervure.report.view.MeasureParameters;
import dev.nervure.report.view.RunView;
import dev.nervure.run.Bar;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Persistence diagrams and barcodes with their bands of noise, one layer at a time. */
final class Persistence implements Figure {
  /** All diagrams of all layers. */
  record Data(List<Diagram> diagrams) {}

  /**
   * The length up to which bars are noise, as every value that is read off the diagram says.
   *
   * @param level share of the halves of the points whose gap it covers
   * @param outside how many of the bars with an end are longer
   */
  record Band(double width, double level, int outside) {}

  /**
   * A diagram in columns.
   *
   * @param classIndex null for all points
   * @param deaths null for an essential feature
   * @param births null where all are 0
   * @param band null where the run has none
   */
  record Diagram(
      @Nullable Integer layer,
      @JsonProperty("class") @Nullable Integer classIndex,
      int dimension,
      List<@Nullable Double> deaths,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<@Nullable Double> births,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Band band) {}

  /** What the names of measures that are read off diagrams have before the degree. */
  private static final String DEGREE = "_h";

  @Override
  public String name() {
    return "persistence";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<Bar> bars = run.bars();
    Map<Place, List<MeasuredValue>> values = readOffDiagrams(run);
    List<Diagram> diagrams = new ArrayList<>();
    int from = 0;
    while (from < bars.size()) {
      int to = from;
      while (to < bars.size() && areOfOneDiagram(bars.get(from), bars.get(to))) {
        to++;
      }
      Bar first = bars.get(from);
      Band band = band(values.getOrDefault(first.place(), List.of()), first.dimension());
      diagrams.add(diagram(bars.subList(from, to), band));
      from = to;
    }
    return diagrams.isEmpty() ? null : new Data(diagrams);
  }

  private static Map<Place, List<MeasuredValue>> readOffDiagrams(RunView run) {
    Map<Place, List<MeasuredValue>> values = new HashMap<>();
    for (MeasuredValue measure : run.measures()) {
      if (measure.name().contains(DEGREE)) {
        values.computeIfAbsent(measure.place(), place -> new ArrayList<>()).add(measure);
      }
    }
    return values;
  }

  /** The band that goes with a diagram; a mean over classes, of no single diagram, has none. */
  private static @Nullable Band band(List<MeasuredValue> values, int dimension) {
    for (MeasuredValue value : values) {
      if (value.name().contains(DEGREE + dimension)) {
        JsonNode parameters = MeasureParameters.tree(value);
        Double width = Digits.rounded(parameters.path("band").asDouble(Double.NaN));
        if (width != null) {
          return new Band(
              width,
              parameters.path("bandLevel").asDouble(),
              parameters.path("barsOutside").asInt());
        }
      }
    }
    return null;
  }

  private static Diagram diagram(List<Bar> bars, @Nullable Band band) {
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
        allAtZero ? null : births,
        band);
  }

  private static boolean areOfOneDiagram(Bar a, Bar b) {
    return a.place().equals(b.place()) && a.dimension() == b.dimension();
  }
}
