package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.report.PictureFiles.Format;
import dev.nervure.run.ResourceException;
import dev.nervure.run.RunDirectory;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class PictureFilesTest {
  @TempDir Path folder;

  private List<Path> figures(Set<Format> formats) {
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      return PictureFiles.write(run, folder.resolve("figures"), formats);
    }
  }

  @Test
  void anOverviewAndOneFileForEachMeasureAreDrawn() throws Exception {
    ExampleRun.write(folder.resolve("run"));
    List<Path> files = figures(Set.of(Format.SVG));
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "overview.svg",
            "ph_dimension.svg",
            "twonn_dimension.svg",
            "mle_dimension.svg",
            "lifespan_sum_h0.svg",
            "lifespan_sum_h1.svg",
            "fisher_ratio.svg",
            "knn_label_agreement.svg");
    Document overview = parsed(files.get(0));
    // Three dimensions (one without its last layer), two lifespan sums (without the input), Fisher
    // ratio and agreement; and the three strokes of the legend.
    // The steps of coordinates come into view in the last layer: down from the top, and level.
    assertThat(overview.getElementsByTagName("polyline").getLength()).isEqualTo(7 + 3 + 2);
    assertThat(Files.readString(files.get(0))).contains(">coordinates</text>");
    assertThat(overview.getElementsByTagName("polygon").getLength()).isEqualTo(7);
    assertThat(overview.getElementsByTagName("circle").getLength())
        .isEqualTo(7 * ExampleRun.LAYERS - 3 + 3);
  }

  @Test
  void pngHasTwoPixelsForEachUnit() throws Exception {
    ExampleRun.write(folder.resolve("run"));
    List<Path> files = figures(EnumSet.allOf(Format.class));
    assertThat(files).hasSize(16);
    BufferedImage image = ImageIO.read(files.get(1).toFile());
    assertThat(image.getWidth()).isEqualTo(2 * 948);
    String kept = System.getProperty("nervure.screenshots");
    if (kept != null) {
      Files.createDirectories(Path.of(kept));
      Files.write(Path.of(kept, "figures.png"), Files.readAllBytes(files.get(1)));
      Files.write(Path.of(kept, "figures.svg"), Files.readAllBytes(files.get(0)));
    }
  }

  @Test
  void hostileNamesAreTextInTheDrawing() throws Exception {
    ExampleRun.write(folder.resolve("run"), "a/</title><script>&\u0001\"", "layer %d", "class %d");
    Document overview = parsed(figures(Set.of(Format.SVG)).get(0));
    assertThat(overview.getElementsByTagName("script").getLength()).isZero();
    assertThat(overview.getElementsByTagName("title").item(0).getTextContent())
        .startsWith("title><script>&\ufffd\"");
  }

  @Test
  void aRunWithoutEstimatesHasNoFigures() {
    RunDirectory.create(folder.resolve("run")).close();
    assertThat(figures(EnumSet.allOf(Format.class))).isEmpty();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    ExampleRun.write(folder.resolve("run"));
    Files.writeString(folder.resolve("figures"), "a file, no folder");
    assertThatThrownBy(() -> figures(Set.of(Format.SVG)))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("overview.svg");
  }

  private static Document parsed(Path svg) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
  }
}
