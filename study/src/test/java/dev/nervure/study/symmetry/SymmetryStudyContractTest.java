package dev.nervure.study.symmetry;

import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.equivariance.ImageWarp;
import dev.nervure.equivariance.SymmetrySettings;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.study.StudyContract;
import java.io.IOException;
import java.util.List;

/** What holds for every study, of symmetries. */
class SymmetryStudyContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    Architecture architecture = Architectures.named("cnn");
    var graph = architecture.graph(architecture.defaults(List.of(1, 28, 28), 10).withWidth(4), 3);
    SymmetryOptions options =
        SymmetryOptions.of(ImageWarp.parseList("rotate90,shift:2,0"))
            .withTwins(1)
            .withThreads(threads)
            .withSettings(
                SymmetrySettings.defaults().withImages(16, 12).withBatch(8).withResamples(100));
    try (Model model = Model.of(graph, Precision.FLOAT32);
        SymmetryStudy study =
            SymmetryStudy.of(
                model,
                folder.resolve("cnn.onnx"),
                GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(40)).samples(),
                options)) {
      return use.of(study);
    }
  }
}
