package dev.nervure.study.dynamics;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.study.layers.LayerOptions;
import java.util.Arrays;
import java.util.List;

/** Small samples, a small network and few measures, so that a study takes a second. */
final class Glyphs {
  private static final LabelledSamples ALL =
      GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(160).withSeed(5)).samples();

  private Glyphs() {}

  static LabelledSamples training() {
    return ALL.select(rows(0, 100));
  }

  static LabelledSamples test() {
    return ALL.select(rows(100, 160));
  }

  private static int[] rows(int from, int to) {
    int[] rows = new int[to - from];
    Arrays.setAll(rows, i -> from + i);
    return rows;
  }

  static Graph network(long seed) {
    return network(seed, 4);
  }

  static Graph network(long seed, int width) {
    Architecture architecture = Architectures.named("cnn");
    List<Integer> shape = Arrays.stream(ALL.sampleShape()).boxed().toList();
    return architecture.graph(
        architecture.defaults(shape, ALL.classNames().size()).withWidth(width).withDepth(2), seed);
  }

  static TrainingOptions recipe() {
    return TrainingOptions.defaults().withEpochs(2).withSeed(3).withThreads(1);
  }

  static LayerOptions layers(int threads) {
    return LayerOptions.defaults()
        .withThreads(threads)
        .withLayers("input,logits")
        .withMeasures(List.of("twonn_dimension", "fisher_ratio", "knn_label_agreement"));
  }
}
