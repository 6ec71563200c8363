package dev.nervure.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.figure.PageLibrary;
import dev.nervure.report.finding.Findings;
import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownWalk;
import dev.nervure.run.CommandRecord;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.MeasuredValueJson;
import dev.nervure.run.SampleResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the scripts of a page read, and nothing else: what the run is, what several figures draw
 * (left out where the run has none), and the data of each figure. {@code script/data.js} opens it.
 *
 * @param measures every value, as {@link MeasuredValueJson} writes it
 * @param catalog the words for measures, in the order in which they are shown
 * @param walks the walks that are drawn; figures of walks have their data in the same order
 * @param figures data by the name of the figure
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PageData(
    Head head,
    List<LayerResult> layers,
    List<LabelClass> classes,
    List<JsonNode> measures,
    List<Measure> catalog,
    List<Walk> walks,
    Map<String, Record> figures) {

  /**
   * What the run is and what is needed to repeat it.
   *
   * @param run name of its folder
   * @param study the question asked
   * @param seeds as text: they have 64 bits, and a number of the browser keeps 53 of them
   * @param summary headline values
   * @param command null where a program made the run through the library
   * @param samples how many there are
   * @param accuracy share of right answers among them; null where the network was not asked
   * @param group the set of inputs, of several, that this is of; null where there is one
   * @param network the network, of several compared, that this is of; null where there is one
   * @param libraries what draws the charts: names, versions and licences
   * @param findings sentences
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Head(
      String run,
      String version,
      String study,
      String created,
      String updated,
      Map<String, Manifest.Input> inputs,
      Map<String, Object> parameters,
      Map<String, Object> environment,
      Map<String, Object> engine,
      Map<String, String> seeds,
      List<Manifest.StageEntry> stages,
      Map<String, Object> summary,
      List<String> notes,
      @Nullable Command command,
      @Nullable String resultsHash,
      List<String> libraries,
      int samples,
      @Nullable Double accuracy,
      @Nullable String group,
      @Nullable String network,
      List<String> findings) {}

  /** The command that made the run. */
  record Command(String text, Map<String, CommandRecord.Setting> options) {}

  /**
   * A label class.
   *
   * @param size samples of it
   * @param accuracy share of right answers among them; null where the network was not asked
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LabelClass(int index, String name, int size, @Nullable Double accuracy) {}

  /** Which walk it is, and the plain values of {@code walk.json}. */
  record Walk(String kind, Map<String, JsonNode> figures) {}

  static PageData of(RunView run, Map<String, Record> figures, Set<PageLibrary> libraries) {
    return new PageData(
        head(run, libraries),
        run.layers(),
        classes(run),
        run.measures().stream().map(PageData::value).toList(),
        run.measures().isEmpty() ? List.of() : Measures.all(),
        run.walks().walks().stream().map(PageData::walk).toList(),
        figures);
  }

  private static Head head(RunView run, Set<PageLibrary> libraries) {
    Manifest manifest = run.manifest();
    Map<String, String> seeds = new LinkedHashMap<>();
    manifest.seeds().forEach((name, seed) -> seeds.put(name, Long.toString(seed)));
    CommandRecord command = manifest.command();
    return new Head(
        run.name(),
        manifest.version(),
        manifest.study(),
        manifest.created(),
        manifest.updated(),
        manifest.inputs(),
        manifest.parameters(),
        manifest.environment(),
        manifest.engine(),
        seeds,
        manifest.stages(),
        manifest.summary(),
        manifest.notes(),
        command == null ? null : new Command(command.text(), command.options()),
        run.resultsHash(),
        libraries.stream()
            .map(one -> one.title() + " " + PageResource.version(one) + " (" + one.licence() + ")")
            .toList(),
        run.samples().size(),
        // Of a zoo it is that of one of its networks.
        run.accuracy().isEmpty() || !run.zoo().predictions().isEmpty()
            ? null
            : (Double) run.accuracy().getAsDouble(),
        run.group(),
        run.network(),
        Findings.of(run));
  }

  private static List<LabelClass> classes(RunView run) {
    List<LabelClass> classes = new ArrayList<>();
    List<SampleResult> samples = run.samples();
    run.classes()
        .forEach(
            name -> {
              List<SampleResult> members =
                  samples.stream()
                      .filter(one -> one.label() != null && one.label() == name.index())
                      .toList();
              boolean asked = members.stream().anyMatch(one -> one.predicted() != null);
              long right =
                  members.stream()
                      .filter(one -> one.label() != null && one.label().equals(one.predicted()))
                      .count();
              classes.add(
                  new LabelClass(
                      name.index(),
                      name.name(),
                      members.size(),
                      asked ? (Double) ((double) right / members.size()) : null));
            });
    return classes;
  }

  /** The seed is text, as in {@link Head}. */
  private static JsonNode value(MeasuredValue value) {
    return MeasuredValueJson.of(value).put("seed", Long.toString(value.seed()));
  }

  /** Without the lists, some of which have an entry a step or an input. */
  private static Walk walk(ShownWalk walk) {
    Map<String, JsonNode> plain = new LinkedHashMap<>();
    walk.figures()
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isValueNode()) {
                plain.put(field.getKey(), field.getValue());
              }
            });
    return new Walk(walk.kind(), plain);
  }
}
