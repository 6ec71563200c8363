package dev.nervure.report.finding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownWalk;
import dev.nervure.report.view.ShownWalks;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.SampleResult;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A run that is only what its sentences are made of. */
record RunOfValues(
    List<LayerResult> layers,
    List<MeasuredValue> measures,
    List<SampleResult> samples,
    OptionalDouble accuracy,
    ShownWalks walks)
    implements RunView {

  RunOfValues(
      List<LayerResult> layers,
      List<MeasuredValue> measures,
      int samples,
      OptionalDouble accuracy) {
    this(
        layers,
        measures,
        IntStream.range(0, samples).mapToObj(i -> new SampleResult(i, i, 0, 0)).toList(),
        accuracy,
        ShownWalks.NONE);
  }

  static RunOfValues withWalk(JsonNode figures) {
    ShownWalk walk =
        new ShownWalk("walk", figures, List.of(), List.of(), List.of(), null, null, null);
    return new RunOfValues(
        List.of(), List.of(), List.of(), OptionalDouble.empty(), new ShownWalks(List.of(walk), 0));
  }

  @Override
  public String name() {
    return "run";
  }

  @Override
  public Manifest manifest() {
    return new Manifest(
        Manifest.FORMAT,
        "",
        "",
        "",
        "",
        Map.of(),
        Map.of(),
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        List.of());
  }

  @Override
  public String resultsHash() {
    return "";
  }
}
