package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.run.ClassResult;
import dev.nervure.run.GlassBoxAccuracy.Answering;
import dev.nervure.run.GlassBoxContribution;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.stats.Proportion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages of runs of glass-box classifiers. */
class GlassBoxPageTest extends PageInBrowser {
  private static final List<String> LAYERS =
      List.of("pixels", "zernike", "representation", "reduction");
  private static final Subject TURNED = Subject.ofGroup("quarter_turns");

  private static MeasuredValue value(String name, Place place, double estimate) {
    return new MeasuredValue(
        name,
        place,
        null,
        estimate,
        0.01,
        estimate - 0.02,
        estimate + 0.02,
        "",
        100,
        1,
        "",
        "none",
        "{}",
        null);
  }

  private static void addLayers(StageRows rows, Subject inputs, double first) {
    for (int layer = 0; layer < LAYERS.size(); layer++) {
      rows.add(
          new LayerResult(
                  layer, LAYERS.get(layer), "block", "", layer / 3.0, 4, List.of(4), "C", "flatten")
              .at(inputs));
      rows.add(value("distance_ratio", inputs.layer(layer), first + layer / 8.0));
      rows.add(value("fisher_ratio", inputs.layer(layer), first / 8));
    }
    rows.add(new SampleResult(0, 7, 0, 0).at(inputs));
  }

  private static void addAnswers(
      StageRows rows, String question, String representation, String classifier, int right) {
    Answering answering = new Answering(question, representation, classifier, 50, 4);
    rows.add(answering.on("clean", null, 10, new Proportion(right, 100)));
    rows.add(answering.on("quarter_turns", null, 10, new Proportion(right - 10, 100)));
  }

  private static void write(String run, boolean network) {
    StageRows rows = new StageRows();
    rows.add(new ClassResult(0, "three"));
    rows.add(new ClassResult(1, "eight"));
    addLayers(rows, Subject.CLEAN, 1.25);
    addLayers(rows, TURNED, 1);
    addAnswers(rows, "classifier", "all", "lda", 90);
    addAnswers(rows, "classifier", "all", "knn", 80);
    addAnswers(rows, "block", "pixels", "lda", 70);
    addAnswers(rows, "block", "zernike", "lda", 60);
    if (network) {
      addAnswers(rows, "network", "images", "cnn", 95);
    }
    Answering varied = new Answering("training_size", "all", "lda", 50, 4);
    rows.add(varied.on("clean", 10.0, 10, new Proportion(50, 100)));
    rows.add(varied.on("clean", 50.0, 10, new Proportion(90, 100)));
    rows.add(
        new GlassBoxContribution(
            0,
            7,
            0,
            0,
            1,
            1,
            "zernike",
            "degree 4, frequency 2",
            1.5,
            2,
            0.25,
            null,
            null,
            null,
            null));
    try (RunDirectory directory = RunDirectory.create(folder.resolve(run))) {
      directory.complete("all", "key", 1, rows);
      directory.update(
          manifest ->
              manifest.forStudy(
                  "glassbox",
                  Map.of(),
                  Map.of("under", List.of("quarter_turns"), "decider", "lda"),
                  Map.of()));
    }
  }

  private static String lines(String figure) throws Exception {
    return browser
        .evaluate(
            "JSON.stringify(window.echarts.getInstanceByDom(document.querySelector('#%s .plot')).getOption().series.filter((s) => s.type === 'line').map((s) => [s.name, s.data.map((d) => d.value)]))"
                .formatted(figure))
        .asText();
  }

  @Test
  void layersClassifiersBlocksAndAnswersAreDrawn() throws Exception {
    write("glass", true);
    Path page = page("glass");
    assertThat(figuresDrawn(page, "f.querySelector('.plot svg')"))
        .containsExactly(
            "figure-glass-box",
            "figure-glass-box-accuracy",
            "figure-glass-box-blocks",
            "figure-glass-box-training-size");
    assertQuiet();
    assertThat(lines("figure-glass-box"))
        .isEqualTo(
            "[[\"clean\",[[0,1.25],[1,1.375],[2,1.5],[3,1.625]]],[\"quarter_turns\",[[0,1],[1,1.125],[2,1.25],[3,1.375]]]]");
    assertThat(lines("figure-glass-box-accuracy"))
        .isEqualTo(
            "[[\"clean\",[[0,0.8],[1,0.9],[2,0.95]]],[\"quarter_turns\",[[0,0.7],[1,0.8],[2,0.85]]]]");
    assertThat(text("#figure-glass-box-accuracy"))
        .contains("and network", "Last the networks (cnn)");
    assertThat(lines("figure-glass-box-training-size"))
        .isEqualTo("[[\"lda, clean\",[[10,0.5],[50,0.9]]]]");
    click("#glass-box button", "Fisher ratio");
    assertThat(lines("figure-glass-box")).contains("[3,0.15625]");
    assertThat(text("#glass-box li"))
        .contains("degree 4, frequency 2 high (+1.500) speaks for three, 25 % of all");
    keepScreenshot("glass-box");
    assertFitsAPhone(page, ".plot");
  }

  @Test
  void withoutANetworkNoneIsSpokenOf() throws Exception {
    write("alone", false);
    browser.open(page("alone"), 1200, 900, false);
    assertThat(text("#figure-glass-box-accuracy")).doesNotContain("etwork");
    assertThat(text("#lead")).contains("How far a classifier gets without learned filters");
    assertThat(text("#facts")).contains("Samples in the set clean");
    // Blocks stand side by side: nothing is drawn along a depth.
    assertThat(text("h2")).doesNotContain("Depth profile", "At a glance");
    assertQuiet();
  }
}
