package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.measure.Measures;
import dev.nervure.run.ClassResult;
import dev.nervure.run.EpochResult;
import dev.nervure.run.KindMean;
import dev.nervure.run.LayerResult;
import dev.nervure.run.LearnedResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of runs whose networks are compared with those that have not learned. */
class LearnedPageTest extends PageInBrowser {
  private static final String MEASURE = "fisher_ratio";

  private static void write(String run, int epochs, boolean beyond) {
    try (RunDirectory directory = RunDirectory.create(folder.resolve(run))) {
      StageRows rows = new StageRows();
      rows.add(new ClassResult(0, "cat"));
      for (int epoch = 0; epoch < epochs; epoch++) {
        Subject at = Subject.ofModel("seed 1").withEpoch(epoch);
        for (int layer = 0; layer < 3; layer++) {
          rows.add(layer(layer).at(at));
          rows.add(value(at, layer, 1.0 + epoch * layer));
          rows.add(mean(NetworkKind.TRAINED, epoch, layer, 1.0 + epoch * layer));
          rows.add(difference(epoch, layer, epoch * layer, beyond ? 0.1 : 50));
        }
        rows.add(new EpochResult("seed 1", epoch, 2.0 - 0.1 * epoch, 0.2 * epoch, 0.1 * epoch));
      }
      Subject twin = Subject.ofModel("untrained twin 1");
      for (int layer = 0; layer < 3; layer++) {
        rows.add(layer(layer).at(twin));
        rows.add(value(twin, layer, 1.0));
        rows.add(mean(NetworkKind.UNTRAINED, null, layer, 1.0));
      }
      directory.complete("all", "key", 1, rows);
    }
  }

  /** One trained network beside twins whose interval is a hundred times as wide as all values. */
  private static void writeWideTwins(String run) {
    try (RunDirectory directory = RunDirectory.create(folder.resolve(run))) {
      StageRows rows = new StageRows();
      rows.add(new ClassResult(0, "cat"));
      Subject at = Subject.ofModel("lenet");
      Subject twin = Subject.ofModel("untrained twin 1");
      for (int layer = 0; layer < 3; layer++) {
        for (Subject network : List.of(at, twin)) {
          rows.add(layer(layer).at(network));
          rows.add(value(network, layer, 1.0 + layer));
        }
        rows.add(mean(NetworkKind.TRAINED, null, layer, 1.0 + layer));
        rows.add(
            new KindMean(
                NetworkKind.UNTRAINED,
                null,
                layer,
                layer(layer).name(),
                layer / 2.0,
                MEASURE,
                1.0,
                20.0,
                -250.0,
                252.0,
                "the mean of such networks",
                2,
                100,
                null,
                null));
        rows.add(
            new LearnedResult(
                NetworkKind.UNTRAINED,
                null,
                layer,
                layer(layer).name(),
                layer / 2.0,
                MEASURE,
                1.0 + layer,
                1.0,
                (double) layer,
                20.0,
                layer - 250.0,
                layer + 250.0,
                "the luck of initial weights",
                1,
                2,
                100,
                100,
                null,
                null));
      }
      directory.complete("all", "key", 1, rows);
    }
  }

  /**
   * The axis shows the values; an interval that leaves it ends in an arrow, and the text says so.
   */
  @Test
  void intervalsOfTwoTwinsLeaveThePictureWithArrows() throws Exception {
    writeWideTwins("twins");
    figuresDrawn(page("twins"), "f.querySelector('.plot svg')");
    assertQuiet();
    assertThat(text("#figure-learned-profile")).contains("Arrows", "--twins 5");
    assertThat(text("#figure-learned-difference")).contains("Arrows", "--twins 5");
    assertThat(text("#learned")).doesNotContain("while the network learns");
    double top =
        browser
            .evaluate(
                "window.echarts.getInstanceByDom(document.querySelector('#figure-learned-profile .plot')).getOption().yAxis[0].max")
            .asDouble();
    assertThat(top).isBetween(3.0, 10.0);
  }

  private static LayerResult layer(int index) {
    return new LayerResult(
        index,
        index == 0 ? "input" : "layer" + index,
        index == 0 ? "Input" : "Relu",
        "",
        index / 2.0,
        4,
        List.of(4),
        "C",
        "flatten");
  }

  private static MeasuredValue value(Subject at, int layer, double estimate) {
    return new MeasuredValue(
        MEASURE,
        at.layer(layer),
        null,
        estimate,
        0.1,
        estimate - 0.2,
        estimate + 0.2,
        "the ratio at this n",
        100,
        1,
        "",
        "none",
        "{}",
        null);
  }

  private static KindMean mean(NetworkKind kind, @Nullable Integer epoch, int layer, double mean) {
    return mean(MEASURE, kind, epoch, layer, mean);
  }

  private static KindMean mean(
      String measure, NetworkKind kind, @Nullable Integer epoch, int layer, double mean) {
    return mean(measure, kind, epoch, layer, mean, 1);
  }

  private static KindMean mean(
      String measure,
      NetworkKind kind,
      @Nullable Integer epoch,
      int layer,
      double mean,
      int networks) {
    return new KindMean(
        kind,
        epoch,
        layer,
        layer(layer).name(),
        layer / 2.0,
        measure,
        mean,
        0.1,
        mean - 0.2,
        mean + 0.2,
        "the ratio at this n",
        networks,
        100,
        null,
        null);
  }

  private static LearnedResult difference(int epoch, int layer, double value, double half) {
    return difference(MEASURE, NetworkKind.UNTRAINED, epoch, layer, value, half);
  }

  private static LearnedResult difference(
      String measure, NetworkKind baseline, int epoch, int layer, double value, double half) {
    return new LearnedResult(
        baseline,
        epoch,
        layer,
        layer(layer).name(),
        layer / 2.0,
        measure,
        1 + value,
        1.0,
        value,
        half / 2,
        value - half,
        value + half,
        "the luck of initial weights",
        1,
        3,
        100,
        100,
        null,
        null);
  }

  private static String series(String figure, String of) throws Exception {
    return browser
        .evaluate(
            "JSON.stringify(window.echarts.getInstanceByDom(document.querySelector('#%s .plot')).getOption().series%s)"
                .formatted(figure, of))
        .asText();
  }

  @Test
  void epochsByLayersAreAMapWithoutTheInput() throws Exception {
    write("run", 3, true);
    List<String> figures = figuresDrawn(page("run"), "f.querySelector('.plot svg')");
    assertQuiet();
    assertThat(figures)
        .contains(
            "figure-learned-map",
            "figure-learned-profile",
            "figure-learned-difference",
            "figure-networks",
            "figure-training");
    assertThat(series("figure-learned-map", "[0].data.map((d) => d.value)"))
        .isEqualTo("[[0,0,1],[0,1,1],[1,0,2],[1,1,3],[2,0,3],[2,1,5]]");
    assertThat(series("figure-learned-map", "[2].data")).isEqualTo("[0,0.1,0.2]");
    assertThat(text("#findings"))
        .contains("Against 3 untrained networks, after epoch 2", "higher in 2 of 2 layers")
        .contains("most at layer2: 5 instead of 1")
        .contains("Before training, when nothing was learned, 0 of 2 are.");
    assertFitsAPhone(page("run"), ".plot");
  }

  @Test
  void theSliderShowsAnotherEpoch() throws Exception {
    write("slider", 3, true);
    figuresDrawn(page("slider"), "f.querySelector('.plot svg')");
    assertThat(series("figure-learned-difference", "[1].data.map((d) => d.value[0])"))
        .isEqualTo("[2,4]");
    browser.evaluate(
        "document.querySelector('#learned button[aria-label=\"Previous epoch\"]').click()");
    assertThat(series("figure-learned-difference", "[1].data.map((d) => d.value[0])"))
        .isEqualTo("[1,2]");
    assertThat(text("#figure-learned-profile")).contains("epoch 1");
    assertQuiet();
  }

  /** A reader who asks for less motion is offered the steps alone. */
  @Test
  void nothingPlaysWhereLessMotionIsAskedFor() throws Exception {
    write("still", 2, true);
    String html = Files.readString(page("still"));
    assertThat(html).contains("prefers-reduced-motion: reduce");
    figuresDrawn(page("still"), "f.querySelector('.plot svg')");
    assertThat(
            browser
                .evaluate(
                    "[...document.querySelectorAll('#learned button')].filter((b) => b.textContent === 'Play').map((b) => b.hidden === window.matchMedia('(prefers-reduced-motion: reduce)').matches).join()")
                .asText())
        .isEqualTo("true");
  }

  @Test
  void unresolvedDifferencesAreMarkedAndNotTold() throws Exception {
    write("unsure", 3, false);
    figuresDrawn(page("unsure"), "f.querySelector('.plot svg')");
    assertThat(series("figure-learned-difference", "[1].data.map((d) => d.resolved)"))
        .isEqualTo("[false,false]");
    assertThat(text("#findings")).contains("no layer is told apart by: Fisher ratio");
  }

  /** What changes between epochs is not measured in untrained networks. */
  @Test
  void aMeasureWithoutABaselineIsDrawnWithoutDifferences() throws Exception {
    write("uncompared", 3, true);
    try (RunDirectory directory = RunDirectory.create(folder.resolve("uncompared"))) {
      StageRows rows = new StageRows();
      for (int epoch = 1; epoch < 3; epoch++) {
        for (int layer = 0; layer < 3; layer++) {
          rows.add(mean("rtd_epochs", NetworkKind.TRAINED, epoch, layer, 0.5 * epoch));
        }
      }
      directory.complete("changes", "key", 1, rows);
    }
    figuresDrawn(page("uncompared"), "f.querySelector('.plot svg')");
    press("differences");
    press(Measures.named("rtd_epochs").title());
    assertQuiet();
    assertThat(text("#figure-learned-map")).contains("was not taken in the networks to compare");
    assertThat(text("#figure-learned-difference")).contains("was not taken in the networks");
    assertThat(series("figure-learned-map", "[0].data.length")).isEqualTo("0");
    press("values");
    assertThat(series("figure-learned-map", "[0].data.length")).isEqualTo("4");
    assertQuiet();
  }

  /** Measures are compared with the networks that were chosen by name, not by position. */
  @Test
  void aBaselineIsChosenByItsName() throws Exception {
    write("two", 3, true);
    try (RunDirectory directory = RunDirectory.create(folder.resolve("two"))) {
      StageRows rows = new StageRows();
      for (int layer = 0; layer < 3; layer++) {
        rows.add(mean("rtd_epochs", NetworkKind.TRAINED, 2, layer, 0.5));
        rows.add(mean("rtd_epochs", NetworkKind.SHUFFLED, 2, layer, 0.1));
        rows.add(difference("rtd_epochs", NetworkKind.SHUFFLED, 2, layer, 0.4, 0.1));
      }
      directory.complete("changes", "key", 1, rows);
    }
    figuresDrawn(page("two"), "f.querySelector('.plot svg')");
    press(NetworkKind.UNTRAINED.text());
    press(Measures.named("rtd_epochs").title());
    assertThat(text("#figure-learned-difference"))
        .contains("trained less untrained")
        .contains("was not taken in the networks");
    press(NetworkKind.SHUFFLED.text());
    assertThat(series("figure-learned-difference", "[1].data.map((d) => d.value[0])"))
        .isEqualTo("[0.4,0.4]");
    assertQuiet();
  }

  /** Where epoch 0 was not measured, several trainings are compared with the twins. */
  @Test
  void theLineOfTheBaselineIsThatOfTheTwinsWithoutEpochZero() throws Exception {
    try (RunDirectory directory = RunDirectory.create(folder.resolve("late"))) {
      StageRows rows = new StageRows();
      for (int layer = 0; layer < 3; layer++) {
        for (int seed = 1; seed <= 2; seed++) {
          Subject at = Subject.ofModel("seed " + seed).withEpoch(2);
          rows.add(layer(layer).at(at));
          rows.add(value(at, layer, 3.0));
        }
        Subject twin = Subject.ofModel("untrained twin 1");
        rows.add(layer(layer).at(twin));
        rows.add(value(twin, layer, 1.0));
        rows.add(mean(MEASURE, NetworkKind.TRAINED, 2, layer, 3.0, 2));
        rows.add(mean(MEASURE, NetworkKind.UNTRAINED, null, layer, 1.0, 3));
        rows.add(difference(2, layer, 2, 0.1));
      }
      directory.complete("all", "key", 1, rows);
    }
    figuresDrawn(page("late"), "f.querySelector('.plot svg')");
    assertThat(series("figure-learned-profile", "[2].data.map((d) => d.value[1])"))
        .isEqualTo("[1,1]");
    assertQuiet();
  }

  private static void press(String button) throws Exception {
    browser.evaluate(
        "[...document.querySelectorAll('#learned button')].find((b) => b.textContent === '%s').click()"
            .formatted(button));
  }

  @Test
  void aPageOfAGrowingRunLoadsItselfAgain() throws Exception {
    write("growing", 2, true);
    try (RunDirectory directory = RunDirectory.open(folder.resolve("growing"))) {
      HtmlReport.writeRefreshing(directory, 7, folder.resolve("growing.html"));
    }
    assertThat(Files.readString(folder.resolve("growing.html")))
        .contains("<meta http-equiv=\"refresh\" content=\"7\">");
    assertThat(Files.readString(page("growing"))).doesNotContain("http-equiv=\"refresh\"");
  }
}
