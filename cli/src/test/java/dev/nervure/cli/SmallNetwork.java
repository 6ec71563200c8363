package dev.nervure.cli;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An untrained LeNet for grey glyphs as an ONNX file. */
final class SmallNetwork {
  /** Ten glyphs of each class. */
  static final String DATA = "glyphs:samples=100";

  private SmallNetwork() {}

  static Path write(Path file) throws IOException {
    Architecture architecture = Architectures.named("lenet");
    Graph graph = architecture.graph(architecture.defaults(List.of(1, 28, 28), 10), 1);
    OnnxWriter.write(graph, file);
    return file;
  }
}
