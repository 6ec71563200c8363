package dev.nervure.study.fiber.inputs;

import dev.nervure.box.Box;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.study.StudyContract;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.SmallGraphs;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What holds for every study, of one of fibers with walks towards other inputs. */
class FiberStudyContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    Path file = folder.resolve("image.onnx");
    if (!Files.exists(file)) {
      OnnxWriter.write(SmallGraphs.perceptron(List.of(1, 28, 28), 3), file);
    }
    WalkRequest walk =
        new WalkRequest(
            FiberMode.DIRECTED,
            1,
            Box.uniform(0, 1),
            WalkMethod.CORRECTOR,
            AtRankChange.STOP,
            0,
            10_000,
            0,
            4,
            false,
            7);
    try (Model model = Model.load(file, Precision.FLOAT64)) {
      return use.of(
          FiberStudy.of(
              model,
              file,
              GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(3)).samples(),
              FiberOptions.of(walk).withThreads(threads)));
    }
  }
}
