package dev.nervure.study.attack;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A small network with random weights, and glyphs that it is asked about. */
final class AttackedGlyphs {
  private AttackedGlyphs() {}

  static LabelledSamples samples(int count) {
    return GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(count)).samples();
  }

  static Path network(Path folder, long seed) throws IOException {
    Architecture architecture = Architectures.named("cnn");
    Path file = folder.resolve("network-" + seed + ".onnx");
    List<Integer> shape = List.of(1, 28, 28);
    OnnxWriter.write(architecture.graph(architecture.defaults(shape, 10).withWidth(4), seed), file);
    return file;
  }

  static LayerOptions layers(int threads) {
    return LayerOptions.defaults()
        .withThreads(threads)
        .withBatchSize(16)
        .withRepeats(2)
        .withPointsOverall(40)
        .withMeasures(List.of("knn_label_agreement"));
  }
}
