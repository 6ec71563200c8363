package dev.nervure.cli;

import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Activation;
import dev.nervure.network.train.MultilayerPerceptron;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Small networks, and {@code nervure fibers} on them. */
abstract class FiberCommands {

  @TempDir Path folder;

  /** Grey images of 28 x 28 to ten outputs. */
  String glyphModel = "";

  /** Points of the plane to one output. */
  String planeModel = "";

  @BeforeEach
  void writeModels() throws IOException {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    Path image = folder.resolve("image.onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture
                .defaults(List.of(1, 28, 28), 10)
                .withWidth(24)
                .withActivation(Activation.TANH),
            3),
        image);
    glyphModel = image.toString();
    Path plane = folder.resolve("plane.onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture.defaults(List.of(2), 1).withWidth(8).withActivation(Activation.TANH), 5),
        plane);
    planeModel = plane.toString();
  }

  String out() {
    return folder.resolve("walk").toString();
  }

  /** A question about grey images, with further options. */
  CommandRun onGlyphs(String question, String... more) {
    String[] arguments = {
      "fibers",
      question,
      glyphModel,
      "--data",
      "glyphs:samples=20",
      "--quiet",
      "--json",
      "--overwrite",
      "--out",
      out()
    };
    return CommandRun.of(concat(arguments, more));
  }

  static String[] concat(String[] first, String... second) {
    String[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  Path rectifiers(List<Integer> input, int outputs, int width, long seed) throws IOException {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    Path file = folder.resolve("rectifiers-" + width + "-" + seed + ".onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture.defaults(input, outputs).withWidth(width).withActivation(Activation.RELU),
            seed),
        file);
    return file;
  }

  CommandRun onPlane(String question, String... more) {
    return CommandRun.of(concat(planeCommand(question, "--json"), more));
  }

  /** A question at a point of the plane, with further options. */
  String[] planeCommand(String question, String... more) {
    String[] arguments = {
      "fibers",
      question,
      planeModel,
      "--point",
      "0.1,0.2",
      "--box",
      "-1,1",
      "--quiet",
      "--overwrite",
      "--out",
      out()
    };
    return concat(arguments, more);
  }

  /** A question about the first of three points of the plane. */
  String[] onPoints(String question) throws IOException {
    Path points = folder.resolve("points.csv");
    Files.writeString(points, "x,y\n0.1,0.2\n0.6,-0.7\n-0.5,0.9\n");
    return new String[] {
      "fibers",
      question,
      planeModel,
      "--data",
      points.toString(),
      "--label-column",
      "none",
      "--index",
      "0",
      "--box",
      "-2,2",
      "--length",
      "20",
      "--json",
      "--quiet",
      "--overwrite",
      "--out",
      out()
    };
  }
}
