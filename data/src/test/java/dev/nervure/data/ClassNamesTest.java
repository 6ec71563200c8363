package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNamesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tench\ngold fish\nshark\n",
        "0 tench\n1 gold fish\n2 shark\n",
        "0: tench\n1: gold fish\n2: shark",
        "2 shark\n0 tench\n1 gold fish\n",
        "\uFEFF[\"tench\", \"gold fish\", \"shark\"]",
        "n01440764 tench, Tinca tinca\nn01443537\tgold fish\nn01484850,shark\n",
        "[\"tench\", \"gold fish\", \"shark\"]",
        "{\"2\": \"shark\", \"0\": \"tench\", \"1\": \"gold fish\"}",
        "{\"0\": [\"n01440764\", \"tench\"], \"1\": [\"n1\", \"gold fish\"], \"2\": [\"n2\", \"shark\"]}",
        "{\"tench\": 0, \"shark\": 2, \"gold fish\": 1}"
      })
  void namesComeInEveryUsualForm(String text) throws IOException {
    ClassNames names = ClassNames.read(file("names", text));
    assertThat(names.shown()).hasSize(3).element(0).isEqualTo("tench");
    assertThat(names.indexOf("tench")).isZero();
    assertThat(names.indexOf("Gold_Fish")).isEqualTo(1);
    assertThat(names.indexOf("shark")).isEqualTo(2);
    assertThat(names.indexOf("whale")).isNegative();
  }

  @Test
  void wordNetIdsAndSynonymsFindTheirOutput() throws IOException {
    ClassNames names =
        ClassNames.read(
            file("names", "n02012849 crane\nn01440764 tench, Tinca tinca\nn03126707 crane\n"));
    assertThat(names.indexOf("n03126707")).isEqualTo(2);
    assertThat(names.indexOf("Tinca_tinca")).isEqualTo(1);
    assertThat(names.indexOf("crane")).isNegative();
    assertThat(names.shown()).containsExactly("n02012849 crane", "tench", "n03126707 crane");
  }

  @Test
  void namesMayBeginWithAnyCharacter() throws IOException {
    List<String> marks = List.of("!", "\"", "#", "$", "#1", "#hash tag");
    for (String end : List.of("", "\n", "\r\n\n \n")) {
      ClassNames names = ClassNames.read(file("names", String.join("\n", marks) + end));
      assertThat(names.shown()).isEqualTo(marks);
      assertThat(names.indexOf("$")).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"# of ten classes\ncat\ndog\n", "cat\n\ndog\n", "\ncat\ndog\n"})
  void aLineThatMayBeNoNameIsNotCountedInSilence(String text) throws IOException {
    Path file = file("names", text);
    assertThatThrownBy(() -> ClassNames.read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("line ");
  }

  @Test
  void labelsOfAFileMayBeHashesAndItsCommentsAreNone() throws IOException {
    Path labels = file("labels", "# one a line\n!\n#\n$\n#1\n\n");
    assertThat(LabelFile.read(labels, DataOptions.DEFAULT).names())
        .containsExactly("!", "#", "#1", "$");
    assertThat(
            LabelFile.read(file("languages", "C\nC#\nC # one of them\n"), DataOptions.DEFAULT)
                .indices())
        .containsExactly(0, 1, 0);
    Path table = file("table", "#id,label\n#,a\n2,b\n");
    assertThat(LabelFile.read(table, DataOptions.DEFAULT).names()).containsExactly("a", "b");
    assertThat(LabelFile.read(table, DataOptions.DEFAULT).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"0\": \"a\", \"2\": \"c\"}",
        "{\"a\": 0, \"b\": 0}",
        "{\"a\": \"b\"}",
        "[1, 2]",
        "[\"a\"",
        "{\"0\": {\"name\": \"a\"}}",
        "{\"999999\": \"a\"}"
      })
  void whatNamesNoOutputsIsRefused(String text) throws IOException {
    Path file = file("names", text);
    assertThatThrownBy(() -> ClassNames.read(file)).isInstanceOf(BadDataException.class);
  }

  @Test
  void foldersTakeTheOutputOfTheirName() throws IOException {
    Path data = images("Gold_Fish", "shark");
    Path names = file("names.txt", "tench\ngold fish\nshark\n");
    LabelledSamples samples = DataSource.open(data, DataOptions.DEFAULT.withClassNames(names));
    assertThat(samples.labels()).containsExactly(1, 2);
    assertThat(samples.classNames()).containsExactly("tench", "gold fish", "shark");
    assertThat(samples.labelNumbering()).isEqualTo(LabelNumbering.COMPLETE);
    assertThat(DataSource.open(data, DataOptions.DEFAULT).labelNumbering())
        .isEqualTo(LabelNumbering.BY_ORDER);
    Path others = file("others.txt", "tench\nshark\nwhale\n");
    assertThatThrownBy(() -> DataSource.open(data, DataOptions.DEFAULT.withClassNames(others)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("no output called 'Gold_Fish'", "others.txt");
  }

  @Test
  void foldersThatAreNumbersMeanTheOutput() throws IOException {
    Path data = images("10", "2", "007");
    LabelledSamples samples = DataSource.open(data, DataOptions.DEFAULT);
    assertThat(samples.labels()).containsExactly(7, 10, 2);
    assertThat(samples.labelNumbering()).isEqualTo(LabelNumbering.GIVEN);
    assertThat(samples.classNames()).hasSize(11).element(7).isEqualTo("007");
    assertThat(samples.warnings()).hasSize(1).first().asString().contains("torchvision");
    String[] eleven = new String[11];
    Arrays.setAll(eleven, i -> "class " + i);
    Path names = file("names.txt", String.join("\n", eleven));
    LabelledSamples named = DataSource.open(data, DataOptions.DEFAULT.withClassNames(names));
    assertThat(named.labels()).containsExactly(7, 10, 2);
    // Numbers that are names are found as names.
    Path ordered = file("ordered.txt", "007\n10\n2\n");
    LabelledSamples byName = DataSource.open(data, DataOptions.DEFAULT.withClassNames(ordered));
    assertThat(byName.labels()).containsExactly(0, 1, 2);
    assertThat(byName.warnings()).isEmpty();
  }

  @Test
  void namesOfATableAreFoundAsFoldersAre() throws IOException {
    Path table = file("t.csv", "a,label\n1,setosa\n2,Virginica\n3,setosa\n");
    Path names = file("names.json", "[\"versicolor\", \"virginica\", \"setosa\"]");
    LabelledSamples samples = DataSource.open(table, DataOptions.DEFAULT.withClassNames(names));
    assertThat(samples.labels()).containsExactly(2, 1, 2);
    // A file that lies there by chance and knows other names changes nothing.
    file("classes.txt", "one\ntwo\n");
    LabelledSamples plain = DataSource.open(table, DataOptions.DEFAULT);
    assertThat(plain.classNames()).isEqualTo(List.of("Virginica", "setosa"));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path images(String... classes) throws IOException {
    for (String name : classes) {
      Path inside = Files.createDirectories(folder.resolve("images").resolve(name));
      BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
      ImageIO.write(image, "png", inside.resolve("1.png").toFile());
    }
    return folder.resolve("images");
  }
}
