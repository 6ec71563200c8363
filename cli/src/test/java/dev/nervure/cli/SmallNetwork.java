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
    return write(file, 1);
  }

  /** The same with other weights. */
  static Path write(Path file, long seed) throws IOException {
    return write(file, seed, List.of(1, 28, 28));
  }

  /** The same for images of another shape. */
  static Path write(Path file, long seed, List<Integer> shape) throws IOException {
    Architecture architecture = Architectures.named("lenet");
    Graph graph = architecture.graph(architecture.defaults(shape, 10), seed);
    OnnxWriter.write(graph, file);
    return file;
  }
}
