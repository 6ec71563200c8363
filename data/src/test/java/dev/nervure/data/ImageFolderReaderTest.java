package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderReaderTest {

  @TempDir Path folder;

  @BeforeEach
  void makeClasses() throws IOException {
    for (String name : new String[] {"cats", "ants", "bees"}) {
      Files.createDirectories(folder.resolve(name));
    }
  }

  @Test
  void classesComeInTheOrderOfTheirNames() throws IOException {
    write("cats/1.png", image(4, 3, 0x102030));
    write("ants/2.png", image(4, 3, 0xff8000));
    write("ants/deeper/3.bmp", image(4, 3, 0x0000ff));
    LabelledSamples samples = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(samples.classNames()).containsExactly("ants", "bees", "cats");
    assertThat(samples.labels()).containsExactly(0, 0, 2);
    assertThat(samples.sampleShape()).containsExactly(3, 3, 4);
    float[] last = samples.read(2, 3).floats();
    assertThat(last[0]).isEqualTo(0x10 / 255f);
    assertThat(last[12]).isEqualTo(0x20 / 255f);
    assertThat(last[24]).isEqualTo(0x30 / 255f);
  }

  /** The layout of LCC_FASD, with images of different sizes. */
  @Test
  void readsThePartsOfAnAntiSpoofingSet() throws IOException {
    int number = 0;
    for (String part : new String[] {"training", "development", "evaluation"}) {
      for (String name : new String[] {"real", "spoof"}) {
        String place = "lcc/LCC_FASD_" + part + "/" + name;
        Files.createDirectories(folder.resolve(place));
        for (int i = 0; i < (name.equals("real") ? 1 : 3); i++) {
          write(place + "/" + number + ".png", image(4 + number, 5 + number % 3, 0x10 * number));
          number++;
        }
      }
    }
    DataOptions sized = DataOptions.DEFAULT.withImages(ImageOptions.DEFAULT.withSize(6, 6));
    Path lcc = folder.resolve("lcc");
    LabelledSamples test = DataSource.open(lcc, sized);
    assertThat(test.classNames()).containsExactly("real", "spoof");
    assertThat(test.labels()).containsExactly(0, 1, 1, 1);
    // The ninth image and those after it: of the evaluation part, not of development.
    assertThat(test.read(0, 1).floats()[2 * 36]).isEqualTo(0x80 / 255f);
    LabelledSamples training = DataSource.open(lcc, sized.withSplit(Split.TRAIN));
    assertThat(training.size()).isEqualTo(4);
    assertThat(training.read(0, 1).floats()[2 * 36]).isEqualTo(0f);
    LabelledSamples all = DataSource.open(lcc, sized.withSplit(Split.ALL));
    assertThat(all.size()).isEqualTo(8);
    LabelledSamples development = DataSource.open(lcc.resolve("LCC_FASD_development"), sized);
    assertThat(development.labels()).containsExactly(0, 1, 1, 1);
    assertThatThrownBy(() -> DataSource.open(lcc, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("--size");
  }

  @Test
  void imagesWithoutAClassAreSeen() throws IOException {
    Path flat = Files.createDirectories(folder.resolve("flat"));
    write("flat/1.png", image(4, 3, 0x102030));
    write("flat/2.png", image(4, 3, 0xff8000));
    LabelledSamples samples = DataSource.open(flat, DataOptions.DEFAULT);
    assertThat(samples.size()).isEqualTo(2);
    assertThat(samples.hasLabels()).isFalse();
  }

  @Test
  void greyStaysGreyWithItsStoredValues() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 128);
    grey.getRaster().setSample(1, 0, 0, 7);
    write("ants/g.png", grey);
    LabelledSamples samples = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(samples.sampleShape()).containsExactly(1, 1, 2);
    assertThat(samples.read(0, 1).floats()).containsExactly(128 / 255f, 7 / 255f);
  }

  @Test
  void oneColouredImageMakesAllOfThemColoured() throws IOException {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 50);
    write("ants/1.png", grey);
    write("ants/2.png", image(1, 1, 0x010203));
    write("bees/3.png", grey);
    LabelledSamples samples = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(samples.read(0, 3).floats())
        .containsExactly(
            50 / 255f, 50 / 255f, 50 / 255f, 1 / 255f, 2 / 255f, 3 / 255f, 50 / 255f, 50 / 255f,
            50 / 255f);
    ImageOptions wanted = ImageOptions.DEFAULT.withColor(ImageOptions.Color.GREY);
    assertThat(DataSource.open(folder, DataOptions.DEFAULT.withImages(wanted)).sampleShape())
        .containsExactly(1, 1, 1);
  }

  @Test
  void sixteenBitGreyAndPalettesAreRead() throws IOException {
    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0x8080);
    write("ants/1.png", deep);
    BufferedImage palette = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY);
    palette.getRaster().setSample(0, 0, 0, 1);
    write("ants/2.png", palette);
    LabelledSamples samples = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(samples.read(0, 2).floats()).containsExactly(128 / 255f, 1);
  }

  @Test
  void unreadableImagesAreSkippedAndCounted() throws IOException {
    write("ants/good.png", image(2, 2, 0x111111));
    byte[] png = png(image(40, 40, 0x123456));
    Files.write(folder.resolve("ants/cut.png"), Arrays.copyOf(png, png.length / 2));
    Files.write(folder.resolve("bees/empty.jpg"), new byte[0]);
    Files.write(folder.resolve("bees/text.bmp"), "no image".getBytes(StandardCharsets.US_ASCII));
    Files.write(folder.resolve("cats/huge.png"), withSize(png, 20_000, 20_000));
    LabelledSamples samples = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(samples.size()).isEqualTo(1);
    assertThat(samples.classNames()).containsExactly("ants", "bees", "cats");
    assertThat(samples.warnings()).hasSize(3);
    assertThat(String.join("\n", samples.warnings()))
        .contains("1 image skipped (damaged", "2 images skipped (no PNG", "1 image skipped (more");
    ImageOptions strict = ImageOptions.DEFAULT.withStrict(true);
    assertThatThrownBy(() -> DataSource.open(folder, DataOptions.DEFAULT.withImages(strict)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("cut.png");
  }

  @Test
  void whatIsNotReadIsCountedAndNamed() throws IOException {
    write("ants/good.png", image(2, 2, 0x111111));
    Files.write(folder.resolve("ants/a.webp"), new byte[] {1});
    Files.write(folder.resolve("bees/b.webp"), new byte[] {1});
    Files.writeString(folder.resolve("bees/notes"), "text");
    write("stray.png", image(2, 2, 0x222222));
    Files.writeString(folder.resolve("README.md"), "about the data");
    LabelledSamples samples = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(samples.size()).isEqualTo(1);
    assertThat(samples.warnings()).hasSize(2);
    assertThat(samples.warnings().get(0))
        .contains("3 files left out", "2 .webp, 1 without ending", "a.webp");
    assertThat(samples.warnings().get(1)).contains("1 image left out", "stray.png");
    DataOptions strict = DataOptions.DEFAULT.withImages(ImageOptions.DEFAULT.withStrict(true));
    assertThatThrownBy(() -> DataSource.open(folder, strict))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("a.webp");
    for (String name : new String[] {"ants/a.webp", "bees/b.webp", "bees/notes"}) {
      Files.delete(folder.resolve(name));
    }
    assertThatThrownBy(() -> DataSource.open(folder, strict))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("stray.png");
    Files.delete(folder.resolve("stray.png"));
    assertThat(DataSource.open(folder, strict).warnings()).isEmpty();
  }

  @Test
  void imagesInOneFolderTakeLabelsFromAFile() throws IOException {
    for (String name : new String[] {"a.png", "b.png", "d.png"}) {
      write("ants/" + name, image(2, 2, 0x111111));
    }
    Files.write(folder.resolve("ants/c.png"), new byte[] {1});
    Path labels = Files.writeString(folder.resolve("ants/labels.txt"), "4\n7\n9\n2\n");
    DataOptions options = DataOptions.DEFAULT.withFormat(Format.IMAGES).withLabels(labels);
    LabelledSamples samples = DataSource.open(folder.resolve("ants"), options);
    assertThat(samples.labels()).containsExactly(4, 7, 2);
    assertThat(samples.warnings()).hasSize(1).first().asString().contains("c.png");
    assertThatThrownBy(() -> DataSource.open(folder, options))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("classes by its folders");
  }

  @Test
  void differentSizesNeedATargetSize() throws IOException {
    write("ants/1.png", image(4, 4, 0x808080));
    write("ants/2.png", image(8, 6, 0x404040));
    assertThatThrownBy(() -> DataSource.open(folder, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("8x6", "4x4", "--size");
    DataOptions sized = DataOptions.DEFAULT.withImages(ImageOptions.DEFAULT.withSize(5, 3));
    LabelledSamples samples = DataSource.open(folder, sized);
    assertThat(samples.sampleShape()).containsExactly(1, 3, 5);
    float[] expected = new float[30];
    Arrays.fill(expected, 0, 15, 0x80 / 255f);
    Arrays.fill(expected, 15, 30, 0x40 / 255f);
    assertThat(samples.read(0, 2).floats()).containsExactly(expected);
  }

  @Test
  void theCentreIsCutOut() throws IOException {
    BufferedImage wide = image(9, 3, 0x000000);
    for (int y = 0; y < 3; y++) {
      for (int x = 3; x < 6; x++) {
        wide.setRGB(x, y, 0xffffff);
      }
    }
    write("ants/1.png", wide);
    ImageOptions crop = ImageOptions.DEFAULT.withSize(3, 3).withCrop(0);
    LabelledSamples samples = DataSource.open(folder, DataOptions.DEFAULT.withImages(crop));
    float[] white = new float[9];
    Arrays.fill(white, 1);
    assertThat(samples.read(0, 1).floats()).containsExactly(white);
  }

  @Test
  void partsInSubfoldersAreChosenBySplit() throws IOException {
    for (String part : new String[] {"train", "test"}) {
      for (String name : new String[] {"a", "b"}) {
        Path file = folder.resolve("set").resolve(part).resolve(name).resolve("1.png");
        Files.createDirectories(file.getParent());
        ImageIO.write(
            image(1, 1, part.equals("train") ? 0x000000 : 0xffffff), "png", file.toFile());
      }
    }
    Path set = folder.resolve("set");
    assertThat(DataSource.open(set, DataOptions.DEFAULT).read(0, 2).floats()).containsExactly(1, 1);
    LabelledSamples all = DataSource.open(set, DataOptions.DEFAULT.withSplit(Split.ALL));
    assertThat(all.labels()).containsExactly(0, 1, 0, 1);
  }

  private void write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
  }

  private static BufferedImage image(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /** The same file with another size in its header, checksum made good. */
  private static byte[] withSize(byte[] png, int width, int height) {
    byte[] changed = png.clone();
    ByteBuffer buffer = ByteBuffer.wrap(changed);
    buffer.putInt(16, width).putInt(20, height);
    CRC32 sum = new CRC32();
    sum.update(changed, 12, 17);
    buffer.putInt(29, (int) sum.getValue());
    return changed;
  }
}
