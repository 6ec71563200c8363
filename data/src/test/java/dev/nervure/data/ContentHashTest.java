package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hash is that of the content: what decides values, labels and targets, and nothing else. */
class ContentHashTest {
  private static final String TABLE = "a,kind,b\n1,0,1\n3,1,2\n5,1,3\n";

  @TempDir Path folder;

  private static String hash(Path data, DataOptions options) {
    return DataSource.open(data.toString(), options).contentHash();
  }

  private static String hash(Path data) {
    return hash(data, DataOptions.DEFAULT);
  }

  private Path text(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path array(String name, int... shape) throws IOException {
    int size = 1;
    for (int axis : shape) {
      size *= axis;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    NpyWriter.write(file, NdArray.of(values, shape));
    return file;
  }

  @Test
  void everySourceHasTheSameHashUnderAnotherPath() throws IOException {
    List<Path> sources = new ArrayList<>();
    sources.add(text("one/table.csv", TABLE));
    sources.add(array("one/array.npy", 4, 3));
    sources.add(Files.write(folder.resolve("one/records.bin"), SampleFiles.cifar10(3)));
    sources.add(
        Files.write(folder.resolve("one/train-images-idx3-ubyte"), SampleFiles.idx(3, 4, 4)));
    sources.add(folder.resolve("one/pictures"));
    Files.createDirectories(folder.resolve("one/pictures/black"));
    ImageIO.write(
        new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("one/pictures/black/a.png").toFile());
    // A file that is left out gives a warning, which is no content.
    text("one/pictures/black/notes.xyz", "notes");
    for (Path source : sources) {
      Path typed = folder.resolve("one/../one").resolve(source.getFileName());
      assertThat(hash(typed)).as(source.toString()).isEqualTo(hash(source));
    }
    List<String> before = sources.stream().map(ContentHashTest::hash).toList();
    Files.move(folder.resolve("one"), folder.resolve("two"));
    Files.delete(folder.resolve("two/pictures/black/notes.xyz"));
    for (int i = 0; i < sources.size(); i++) {
      Path moved = folder.resolve("two").resolve(sources.get(i).getFileName());
      assertThat(hash(moved)).as(moved.toString()).isEqualTo(before.get(i));
    }
    assertThat(before).doesNotHaveDuplicates();
  }

  @Test
  void anotherReadingOfATableHasAnotherHash() throws IOException {
    Path table = text("table.csv", TABLE);
    DataOptions plain = DataOptions.DEFAULT;
    assertThat(
            List.of(
                hash(table, plain.withLabelColumn("kind")),
                hash(table, plain.withLabelColumn("b")),
                hash(table, plain.withLabelColumn("none")),
                hash(table, plain.withLabelColumn("kind").withIndexColumn("b")),
                hash(text("renamed.csv", TABLE.replace("a,", "c,")), plain.withLabelColumn("kind")),
                hash(text("value.csv", TABLE.replace("5,", "6,")), plain.withLabelColumn("kind")),
                hash(
                    text("real.csv", TABLE.replace(",2\n", ",2.5\n")), plain.withLabelColumn("b"))))
        .doesNotHaveDuplicates();
    assertThat(hash(table, plain.withLabelColumn("1")))
        .as("the same column by its index")
        .isEqualTo(hash(table, plain.withLabelColumn("kind")));
  }

  @Test
  void channelsFirstAndLastDifferWhereTheShapeDoesNot() throws IOException {
    Path cube = array("cube.npy", 2, 3, 3, 3);
    DataOptions first = DataOptions.DEFAULT.withChannelOrder(ChannelOrder.FIRST);
    DataOptions last = DataOptions.DEFAULT.withChannelOrder(ChannelOrder.LAST);
    assertThat(DataSource.open(cube.toString(), first).sampleShape())
        .isEqualTo(DataSource.open(cube.toString(), last).sampleShape());
    assertThat(hash(cube, first)).isNotEqualTo(hash(cube, last));
  }

  @Test
  void labelsAndClassNamesCountByTheirContent() throws IOException {
    Path samples = array("values.npy", 3, 2);
    DataOptions plain = DataOptions.DEFAULT;
    DataOptions labelled = plain.withLabels(text("first.txt", "0\n1\n1\n"));
    assertThat(hash(samples, plain.withLabels(text("elsewhere/copy.txt", "0\n1\n1\n"))))
        .isEqualTo(hash(samples, labelled));
    assertThat(
            List.of(
                hash(samples),
                hash(samples, labelled),
                hash(samples, plain.withLabels(text("other.txt", "0\n1\n0\n"))),
                hash(samples, labelled.withClassNames(text("names.txt", "cat\ndog\n"))),
                hash(samples, labelled.withClassNames(text("more.txt", "cat\ncow\n")))))
        .doesNotHaveDuplicates();
  }

  @Test
  void aDumpThatWasMovedIsTheSameAndOneWithOtherLabelsIsNot() throws IOException {
    array("dump/layer.npy", 3, 2);
    Path labels = text("dump/labels.txt", "0\n1\n1\n");
    String before = dump("dump", DataOptions.DEFAULT);
    assertThat(dump("dump", DataOptions.DEFAULT.withLabels(labels))).isEqualTo(before);
    assertThat(dump("dump", DataOptions.DEFAULT.withLabels(text("other.txt", "1\n1\n0\n"))))
        .isNotEqualTo(before);
    Files.move(folder.resolve("dump"), folder.resolve("moved"));
    assertThat(dump("moved", DataOptions.DEFAULT)).isEqualTo(before);
  }

  private String dump(String name, DataOptions options) {
    return ActivationDump.open(folder.resolve(name), options).samples().contentHash();
  }
}
