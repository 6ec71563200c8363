package dev.nervure.study.glassbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.progress.Progress;
import dev.nervure.run.GlassBoxAccuracy;
import dev.nervure.run.GlassBoxContribution;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Tables;
import dev.nervure.study.Study;
import dev.nervure.study.StudyContract;
import dev.nervure.study.StudyJson;
import dev.nervure.study.StudyRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlassBoxStudyTest extends StudyContract {
  private static final LabelledSamples BARS = GlassBoxImages.of(120, "short", "long");

  private static GlassBoxOptions options() {
    return GlassBoxOptions.defaults()
        .withBlocks(List.of(BlockChoice.of("zernike"), BlockChoice.of("hu")))
        .withClassifiers(List.of("lda", "nearest_mean", "affine_pca"))
        .withChanges(List.of(ImageChange.parse("quarter_turns"), ImageChange.parse("shifts:2")))
        .withNetworks(List.of("mlp"))
        .withEpochs(1)
        .withSplit(0.5, 0, 60)
        .withExplained(2);
  }

  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    return use.of(GlassBoxStudy.of(BARS, options().withThreads(threads)));
  }

  private JsonNode run(Study study, Path folder) {
    try (RunDirectory run = RunDirectory.create(folder)) {
      new StudyRunner(study).run(run, Progress.none());
      assertThat(run.failedStages()).isEmpty();
      accuracies = run.results().rows(Tables.GLASS_BOX_ACCURACIES);
      contributions = run.results().rows(Tables.GLASS_BOX_CONTRIBUTIONS);
      notes = run.manifest().notes();
      return StudyJson.tree(run, GlassBoxSections.of(run));
    }
  }

  private List<GlassBoxAccuracy> accuracies = List.of();
  private List<GlassBoxContribution> contributions = List.of();
  private List<String> notes = List.of();

  @Test
  void barsOfTwoKindsAreToldApartHoweverTurned() {
    JsonNode json = run(GlassBoxStudy.of(BARS, options()), folder.resolve("bars"));

    List<String> names = json.get("blocks").findValuesAsText("name");
    assertThat(names).containsExactly("pixels", "zernike", "hu", "representation", "reduction");
    assertThat(json.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(json.get("classifiers").get("lda").get("accuracy").asDouble()).isEqualTo(1);
    assertThat(json.get("classifiers").get("affine_pca").get("n").asInt()).isEqualTo(60);
    JsonNode network = json.get("networks").get("mlp");
    assertThat(network.get("parameters").asLong()).isPositive();
    assertThat(network.get("seconds").asDouble()).isPositive();
    assertThat(network.get("under").get("quarter_turns").get("accuracy").asDouble())
        .isBetween(0.0, 1.0);
    // What is exact under quarter turns reads the same images; pixels do not.
    JsonNode zernike = json.get("blocks").get(1);
    assertThat(zernike.get("ratioUnderGroup").asDouble())
        .isCloseTo(zernike.get("ratio").asDouble(), within(1e-5));
    JsonNode pixels = json.get("blocks").get(0);
    assertThat(pixels.get("ratio").asDouble())
        .isGreaterThan(pixels.get("ratioUnderGroup").asDouble());
    assertThat(zernike.get("ratioLow").asDouble()).isLessThan(zernike.get("ratio").asDouble());
    assertThat(json.get("classifiers").get("lda").get("under").get("quarter_turns").get("accuracy"))
        .isEqualTo(json.get("classifiers").get("lda").get("accuracy"));
    assertThat(json.get("ablation")).hasSizeGreaterThan(9);
  }

  @Test
  void contributionsAddUpToTheDecision() {
    run(GlassBoxStudy.of(BARS, options()), folder.resolve("bars"));
    assertThat(contributions).hasSize(16);
    for (GlassBoxContribution one : contributions) {
      assertThat(one.block()).isIn("zernike", "hu");
      assertThat(one.predicted()).isNotEqualTo(one.against());
      assertThat(one.share()).isBetween(0.0, 1.0);
    }
    assertThat(contributions.get(0).share()).isGreaterThanOrEqualTo(contributions.get(1).share());
  }

  @Test
  void sensitivityIsOverSizeComponentsAndStrength() {
    GlassBoxOptions varied =
        options()
            .withSensitivity(true)
            .withNetworks(List.of())
            .withChanges(List.of(ImageChange.parse("rotations")));
    JsonNode json = run(GlassBoxStudy.of(BARS, varied), folder.resolve("varied"));
    assertThat(json.get("networks")).isEmpty();
    assertThat(accuracies.stream().map(GlassBoxAccuracy::question).distinct())
        .contains("training_size", "components", "strength");
    assertThat(
            accuracies.stream()
                .filter(row -> row.question().equals("training_size"))
                .map(GlassBoxAccuracy::trained)
                .distinct())
        .containsExactly(10, 30, 60);
    assertThat(notes).anyMatch(note -> note.contains("interpolate"));
  }

  @Test
  void whatCannotBeIsRefusedWithWhatCould() {
    assertThatThrownBy(() -> GlassBoxStudy.of(GlassBoxImages.of(20, "one"), options()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("one class only");
    assertThatThrownBy(
            () ->
                GlassBoxStudy.of(
                    BARS, options().withReduction(options().reduction().withComponents(60))))
        .hasMessageContaining("take --components 59");
    LabelledSamples signs = GlassBoxImages.of(120, "6", "9");
    assertThatThrownBy(() -> GlassBoxStudy.of(signs, options()))
        .hasMessageContaining("class 6 into one of class 9")
        .hasMessageContaining("--label-preserving");
    assertThat(GlassBoxStudy.of(signs, options().withLabelPreserving(true)).phases()).isNotEmpty();
    assertThat(GlassBoxStudy.harmless(GlassBoxOptions.defaults(), signs).changes())
        .extracting(ImageChange::name)
        .containsExactly("rotations:45", "flips", "shifts", "scales");
    assertThatThrownBy(() -> GlassBoxStudy.of(BARS, options().withDecider("rbf_svm")))
        .hasMessageContaining("choose --classifier lda");
    assertThatThrownBy(() -> GlassBoxStudy.of(BARS, options().withSplit(0.5, 119, 60)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("--train 84");
    assertThatThrownBy(() -> ImageChange.parse("turns")).hasMessageContaining("rotations, quarter");
    assertThatThrownBy(() -> ImageChange.parse("rotations:400")).hasMessageContaining("400");
  }

  @Test
  void everyBeginningOfTheTrainingImagesHasTheClassesInProportion() {
    ImageSplit split = ImageSplit.of(BARS, options());
    int[] labels = split.trainingLabels();
    int ofFirst = 0;
    for (int i = 0; i < labels.length; i++) {
      ofFirst += labels[i] == 0 ? 1 : 0;
      assertThat(2 * ofFirst - (i + 1)).isBetween(-1, 1);
    }
    assertThat(split.test().count()).isEqualTo(60);
  }
}
