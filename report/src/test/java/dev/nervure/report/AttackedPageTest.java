package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages of runs of attacks. */
class AttackedPageTest extends PageInBrowser {
  private static final Subject PGD = Subject.ofGroup("pgd linf");
  private static final Subject DEEPFOOL = Subject.ofGroup("deepfool l2");

  private static MeasuredValue value(String name, Place place, double estimate) {
    return new MeasuredValue(
        name,
        place,
        null,
        estimate,
        0.05,
        estimate - 0.1,
        estimate + 0.1,
        "",
        100,
        1,
        "",
        "none",
        "{}",
        null);
  }

  /** With a p-value that is corrected over the layers. */
  private static MeasuredValue shift(String name, Place place, double estimate, double p) {
    return new MeasuredValue(
        name,
        place,
        null,
        estimate,
        null,
        null,
        null,
        null,
        100,
        1,
        "",
        "none",
        "{\"pCorrected\":%s}".formatted(p),
        null);
  }

  private static void addInputs(StageRows rows, Subject inputs, boolean right) {
    rows.add(new SampleResult(0, 0, 1, right ? 1 : 0).at(inputs));
    for (int layer = 0; layer < 2; layer++) {
      rows.add(
          new LayerResult(layer, "layer" + layer, "Relu", "", layer, 4, List.of(4), "C", "flatten")
              .at(inputs));
      rows.add(value("fisher_ratio", inputs.layer(layer), 1.0 + layer));
    }
  }

  /** As {@code nervure attack} leaves it: no inputs at the strengths of the smallest changes. */
  private static void write(String run, boolean steps, double... nearestReadAt) {
    StageRows rows = new StageRows();
    addInputs(rows, Subject.CLEAN, true);
    addInputs(rows, DEEPFOOL, false);
    rows.add(value("attack_accuracy", DEEPFOOL.place(), 0.2));
    for (double strength : nearestReadAt) {
      rows.add(
          value("attack_accuracy", DEEPFOOL.withStrength(strength).place(), 0.9 - strength / 10));
    }
    if (steps) {
      addInputs(rows, PGD.withStrength(0.1), false);
      Subject pgd = PGD.withStrength(0.1);
      rows.add(value("attack_accuracy", pgd.place(), 0.5));
      rows.add(value("attack_rounded_away", pgd.place(), 0.25));
      rows.add(shift("attack_lifespan_shift", pgd.layer(0), 0.9, 0.2));
      rows.add(shift("attack_lifespan_shift", pgd.layer(1), 0.5, 0.01));
      rows.add(shift("attack_dimension_shift", pgd.layer(0), 0.9, 0.4));
      rows.add(shift("attack_dimension_shift", pgd.layer(1), 0.1, 0.6));
    }
    try (RunDirectory directory = RunDirectory.create(folder.resolve(run))) {
      directory.complete("all", "key", 1, rows);
    }
  }

  private static List<String> drawn(String run) throws Exception {
    List<String> figures = figuresDrawn(page(run), "f.querySelector('.plot svg')");
    assertQuiet();
    return figures;
  }

  private static String lines(String figure) throws Exception {
    return browser
        .evaluate(
            "JSON.stringify(window.echarts.getInstanceByDom(document.querySelector('#%s .plot')).getOption().series.filter((s) => s.type === 'line').map((s) => [s.name, s.data.map((d) => d.value)]))"
                .formatted(figure))
        .asText();
  }

  private static String colour(String figure, String line) throws Exception {
    return browser
        .evaluate(
            "window.echarts.getInstanceByDom(document.querySelector('#%s .plot')).getOption().series.find((s) => s.type === 'line' && s.name === '%s').itemStyle.color"
                .formatted(figure, line))
        .asText();
  }

  @Test
  void attacksOfEveryKindHaveACurve() throws Exception {
    write("attacks", true, 0.5, 1.0);
    assertThat(drawn("attacks"))
        .contains("figure-attacked", "figure-attacked-linf", "figure-attacked-layers");
    // Strengths of two units have a figure each.
    assertThat(lines("figure-attacked")).isEqualTo("[[\"deepfool l2\",[[0.5,0.85],[1,0.8]]]]");
    assertThat(lines("figure-attacked-linf")).isEqualTo("[[\"pgd linf\",[[0.1,0.5]]]]");
    assertThat(text("#figure-attacked h3")).contains("Euclidean length of the change");
    assertThat(text("#figure-attacked figcaption")).doesNotContain("noise");
    assertThat(colour("figure-attacked", "deepfool l2"))
        .isEqualTo(colour("figure-attacked-layers", "deepfool l2"));
    assertThat(colour("figure-attacked-linf", "pgd linf"))
        .isEqualTo(colour("figure-attacked-layers", "pgd linf 0.1"))
        .isNotEqualTo(colour("figure-attacked", "deepfool l2"));
    assertThat(text("#facts")).contains("Samples in the set clean", "Accuracy on the set clean");
    assertThat(text("#sentences"))
        .contains(
            "Layers under pgd linf at strength 0.1: shift of the H0 lifespan sum in 1 of 2 layers (corrected p at most 0.05), the largest, +50.0 %, in layer1 (p 0.0100); no shift of the dimension is seen in any of 2 layers (smallest corrected p 0.400).")
        .contains(
            "inputs rounded to 8 bits: rounding set right again 25 of the 100 inputs that pgd linf at strength 0.1 had fooled.");
    assertThat(text("#figure-attacked")).contains("100.0 % of them answered rightly");
    assertFitsAPhone(page("attacks"), ".plot");
  }

  @Test
  void theSmallestChangesAloneHaveACurve() throws Exception {
    write("nearest", false, 0.5, 1.0);
    assertThat(drawn("nearest")).contains("figure-attacked", "figure-attacked-layers");
    assertThat(lines("figure-attacked")).isEqualTo("[[\"deepfool l2\",[[0.5,0.85],[1,0.8]]]]");
  }

  @Test
  void withoutAnyStrengthTheLayersAreShown() throws Exception {
    write("no-strength", false);
    assertThat(drawn("no-strength"))
        .contains("figure-attacked-layers")
        .doesNotContain("figure-attacked");
    assertThat(lines("figure-attacked-layers"))
        .isEqualTo("[[\"clean\",[[0,1],[1,2]]],[\"deepfool l2\",[[0,1],[1,2]]]]");
  }
}
