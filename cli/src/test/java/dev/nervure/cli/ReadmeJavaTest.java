package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.ProjectRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The Java of README.md compiles and does what it says. */
@ResourceLock(Resources.SYSTEM_OUT)
class ReadmeJavaTest {
  private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final int CIRCLE_POINTS = 200;

  @TempDir Path folder;

  @Test
  void aPointCloudToItsDimensionAndDiagram() throws Exception {
    double[][] circle = new double[CIRCLE_POINTS][];
    RandomStream random = RandomStream.seeded(1);
    for (int i = 0; i < CIRCLE_POINTS; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      circle[i] = new double[] {Math.cos(angle), Math.sin(angle)};
    }
    String code = blocks().get(0);
    assertThat(code.lines()).hasSize(5);
    String printed =
        run(
            "points",
            "double[][]",
            circle,
            code,
            "dev.nervure.points.*",
            "dev.nervure.dimension.*",
            "dev.nervure.homology.*",
            "dev.nervure.diagram.*");
    Matcher dimension = Pattern.compile("dimension (\\S+) ± (\\S+)").matcher(printed);
    assertThat(dimension.find()).isTrue();
    // The circle has dimension 1; five standard errors and the bias of 200 points.
    assertThat(Double.parseDouble(dimension.group(1))).isBetween(0.8, 1.2);
    // Its one long loop is born at the widest gap and dies at the side of an equilateral triangle,
    // sqrt(3).
    assertThat(printed).containsPattern("a loop from 0\\.[0-9]+ to 1\\.[67]");
  }

  @Test
  void anOnnxFileToActivationsAndAJacobian() throws Exception {
    Path model = SmallNetwork.write(folder.resolve("lenet.onnx"));
    NdArray samples = NdArray.of(new float[3 * 28 * 28], 3, 1, 28, 28);
    String code = blocks().get(1);
    assertThat(code.lines()).hasSize(5);
    String printed =
        run(
            "samples",
            "dev.nervure.array.NdArray",
            samples,
            code.replace("\"lenet.onnx\"", "\"" + model.toString().replace("\\", "\\\\") + "\""),
            "dev.nervure.network.*",
            "dev.nervure.array.*",
            "java.nio.file.Path",
            "java.util.*");
    assertThat(printed.strip()).matches("\\[3, \\d+\\], \\[10, 784\\]");
  }

  private static List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(ProjectRoot.find().resolve("README.md")));
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  /**
   * Compiles the code as the body of a method with one argument, runs it, and returns what it
   * printed.
   */
  private String run(String name, String type, Object argument, String code, String... imports)
      throws Exception {
    StringBuilder source = new StringBuilder();
    for (String one : imports) {
      source.append("import ").append(one).append(";\n");
    }
    source
        .append("public class Snippet {\n  public static void run(")
        .append(type + " " + name)
        .append(") {\n")
        .append(code)
        .append("  }\n}\n");
    Path file = Files.writeString(folder.resolve("Snippet.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file.toFile()))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> snippet = loader.loadClass("Snippet");
      for (var method : snippet.getMethods()) {
        if (method.getName().equals("run")) {
          method.invoke(null, argument);
        }
      }
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
