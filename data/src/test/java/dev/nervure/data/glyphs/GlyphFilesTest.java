package dev.nervure.data.glyphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlyphFilesTest {

  @TempDir Path folder;

  @Test
  void everyFormatAndStyleReadsBackAsGenerated() {
    for (GlyphFormat format : GlyphFormat.values()) {
      for (GlyphStyle style : GlyphStyle.values()) {
        GlyphSet set =
            GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(40).withStyle(style).withSeed(4));
        Path target = folder.resolve(format + "-" + style);
        set.write(target, format);
        LabelledSamples read = DataSource.open(target, DataOptions.DEFAULT);
        LabelledSamples generated = set.samples();
        assertThat(read.sampleShape()).containsExactly(generated.sampleShape());
        assertThat(read.labels()).containsExactly(generated.labels());
        assertThat(read.classNames()).isEqualTo(generated.classNames());
        assertThat(read.read(0, 40).floats()).containsExactly(generated.read(0, 40).floats());
      }
    }
  }

  @Test
  void bothPartsShareAFolder() {
    GlyphOptions options = GlyphOptions.DEFAULT.withSamples(30);
    for (GlyphFormat format : GlyphFormat.values()) {
      Path target = folder.resolve(format.name());
      GlyphSet.generate(options).write(target, format, Split.TRAIN);
      GlyphSet.generate(options.withSamples(10).withSeed(2)).write(target, format, Split.TEST);
      DataOptions any = DataOptions.DEFAULT;
      assertThat(DataSource.open(target, any).size()).isEqualTo(10);
      assertThat(DataSource.open(target, any.withSplit(Split.TEST)).size()).isEqualTo(10);
      assertThat(DataSource.open(target, any.withSplit(Split.TRAIN)).size()).isEqualTo(30);
    }
  }

  @Test
  void factorsAndGroundTruthLieBesideThePictures() throws IOException {
    GlyphSet set =
        GlyphSet.generate(
            GlyphOptions.DEFAULT
                .withSamples(5)
                .withFactors(GlyphFactor.ROTATION, GlyphFactor.SCALE));
    set.write(folder, GlyphFormat.IDX);
    List<String> lines = Files.readAllLines(folder.resolve("factors.csv"));
    assertThat(lines.get(0))
        .isEqualTo(
            "sample,class,rotation,scale,shear,stroke_width,position_x,position_y,brightness,hue");
    assertThat(lines).hasSize(6);
    String[] second = lines.get(2).split(",");
    assertThat(second[1]).isEqualTo(set.samples().classNames().get(set.samples().label(1)));
    assertThat(Double.parseDouble(second[2])).isEqualTo(set.factor(1, GlyphFactor.ROTATION));
    String truth = Files.readString(folder.resolve("glyphs.json"));
    assertThat(truth)
        .contains("\"trueDimension\" : 2", "\"bettiNumbers\" : [ 1, 1 ]", "\"D4\"", "\"C3\"");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "images-idx3-ubyte.gz",
            "labels-idx1-ubyte.gz",
            "factors.csv",
            "glyphs.json",
            "sheet.png",
            "classes.txt");
  }

  @Test
  void aSpecificationIsASourceOfData() {
    LabelledSamples samples =
        DataSource.open("glyphs:samples=12,classes=cross+star,style=color", DataOptions.DEFAULT);
    assertThat(samples.size()).isEqualTo(12);
    assertThat(samples.sampleShape()).containsExactly(3, 32, 32);
    assertThat(samples.contentHash())
        .isNotEqualTo(
            DataSource.open("glyphs:samples=12,style=color", DataOptions.DEFAULT).contentHash());
  }

  @Test
  void theSheetShowsEveryClass() throws IOException {
    GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(30)).write(folder, GlyphFormat.NPY);
    BufferedImage sheet = ImageIO.read(folder.resolve("sheet.png").toFile());
    assertThat(sheet.getHeight()).isEqualTo(10 * 104);
    // The plain drawing of the first class lies in the first cell.
    assertThat(sheet.getRGB(10 + 3 * 6, 10 + 3 * 14) & 0xff).isPositive();
  }
}
