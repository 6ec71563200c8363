package dev.nervure.study.symmetry;

import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.equivariance.StitchProbe;
import dev.nervure.equivariance.SymmetrySettings;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.study.StudyContract;
import java.io.IOException;
import java.util.List;

/** What holds for every study, of stitches. */
class StitchStudyContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    Architecture architecture = Architectures.named("cnn");
    var graph = architecture.graph(architecture.defaults(List.of(1, 28, 28), 10).withWidth(4), 3);
    var other = architecture.graph(architecture.defaults(List.of(1, 28, 28), 10).withWidth(5), 4);
    StitchOptions options =
        StitchOptions.defaults()
            .withTwins(1)
            .withThreads(threads)
            .withSettings(
                SymmetrySettings.defaults()
                    .withRungs(StitchProbe.USUAL)
                    .withImages(16, 12)
                    .withBatch(8)
                    .withTaskSteps(4)
                    .withResamples(100));
    try (Model from = Model.of(graph, Precision.FLOAT32);
        Model into = Model.of(other, Precision.FLOAT32);
        StitchStudy study =
            StitchStudy.of(
                new StitchStudy.Network(from, folder.resolve("cnn.onnx")),
                new StitchStudy.Network(into, folder.resolve("other.onnx")),
                GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(40)).samples(),
                options)) {
      return use.of(study);
    }
  }
}
