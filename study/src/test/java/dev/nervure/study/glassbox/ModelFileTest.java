package dev.nervure.study.glassbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.glassbox.reduction.CoefficientScaling;
import dev.nervure.glassbox.reduction.ReductionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir private Path folder;

  private GlassBoxOptions read(String text) throws IOException {
    Path file = folder.resolve("model.yaml");
    Files.writeString(file, text);
    return ModelFile.read(file, GlassBoxOptions.defaults());
  }

  @Test
  void blocksReductionAndClassifierAreRead() throws IOException {
    GlassBoxOptions options =
        read(
            """
            blocks:
              - hu
              - block: zernike
                degree: 6
                flips: true
            reduction:
              method: lda
              scaling: largest
              components: 7
              variance_share: 0.9
              whitened: true
            classifier: logistic
            """);
    assertThat(options.blocks()).extracting(BlockChoice::block).containsExactly("hu", "zernike");
    assertThat(options.blocks().get(1).settings().degree()).isEqualTo(6);
    assertThat(options.blocks().get(1).settings().flips()).isTrue();
    assertThat(options.reduction())
        .isEqualTo(
            new ReductionOptions(
                CoefficientScaling.LARGEST, ReductionOptions.Method.LDA, 7, 0.9, true));
    assertThat(options.decider()).isEqualTo("logistic");
    assertThat(read("blocks: [pixels]").reduction())
        .isEqualTo(GlassBoxOptions.defaults().reduction());
  }

  @Test
  void unknownWordsAreAnsweredWithTheNearest() {
    assertThatThrownBy(() -> read("blocks: [zernicke]")).hasMessageContaining("'zernike'");
    assertThatThrownBy(() -> read("blocks:\n  - block: zernike\n    degre: 3\n"))
        .hasMessageContaining("Did you mean 'degree'?");
    assertThatThrownBy(() -> read("block: [hu]\nblocks: [hu]"))
        .hasMessageContaining("Did you mean 'blocks'?");
    assertThatThrownBy(() -> read("blocks: [hu]\nreduction: {component: 3}"))
        .hasMessageContaining("Did you mean 'components'?");
    assertThatThrownBy(() -> read("blocks: [hu]\nclassifier: svm"))
        .hasMessageContaining("linear_svm");
    assertThatThrownBy(() -> read("blocks: [{block: zernike, degree: 0}]"))
        .hasMessageContaining("degree must be 1 to 60");
    assertThatThrownBy(() -> read("blocks: [{block: zernike, degree: many}]"))
        .hasMessageContaining("a whole number");
    assertThatThrownBy(() -> read("blocks: [hu]\nreduction: {components: 0}"))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> read("blocks:\n\t- hu")).hasMessageContaining("is no YAML");
    assertThatThrownBy(() -> read("")).hasMessageContaining("no list of blocks");
    assertThatThrownBy(() -> ModelFile.read(folder.resolve("none"), GlassBoxOptions.defaults()))
        .hasMessageContaining("there is no such file");
  }
}
