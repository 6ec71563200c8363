package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

  @TempDir Path folder;

  @Test
  void theLastColumnIsTheLabel() {
    LabelledSamples samples = open("1,2.5,0\n-3e1,4,2\n");
    assertThat(samples.sampleShape()).containsExactly(2);
    assertThat(samples.read(0, 2).floats()).containsExactly(1, 2.5f, -30, 4);
    assertThat(samples.labels()).containsExactly(0, 2);
    assertThat(samples.classNames()).containsExactly("0", "1", "2");
  }

  @Test
  void aHeaderNamesTheLabel() {
    LabelledSamples samples = open("label,a,b\n7,1,2\n3,4,5\n");
    assertThat(samples.read(0, 2).floats()).containsExactly(1, 2, 4, 5);
    assertThat(samples.labels()).containsExactly(7, 3);
  }

  @Test
  void aHeaderOfNumbersWithANameIsSeen() {
    LabelledSamples samples = open("label,0,1\n7,1,2\n3,4,5\n");
    assertThat(samples.size()).isEqualTo(2);
  }

  @Test
  void namesAreNumberedInTheirOrder() {
    LabelledSamples samples = open("5.1;3.5;setosa\n6.0;3.0;\"virginica\"\n5;3;setosa\n");
    assertThat(samples.labels()).containsExactly(0, 1, 0);
    assertThat(samples.classNames()).containsExactly("setosa", "virginica");
  }

  @Test
  void separatorsAreFoundOut() {
    for (String separator : new String[] {",", ";", "\t", "|", " ", "   "}) {
      LabelledSamples samples = open("1,2,1\n3,4,0\n".replace(",", separator));
      assertThat(samples.read(0, 2).floats()).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void windowsLinesCommentsBlankLinesAndTheByteOrderMarkAreTaken() {
    LabelledSamples samples = open("\ufeff# made by hand\r\n\r\n1,2,1\r\n3,4,0\r\n\r\n");
    assertThat(samples.size()).isEqualTo(2);
  }

  @Test
  void labelsMayBeAbsent() {
    DataOptions none = DataOptions.DEFAULT.withLabelColumn("none");
    LabelledSamples samples = open("1,2\n3,4\n", none);
    assertThat(samples.hasLabels()).isFalse();
    assertThat(samples.sampleShape()).containsExactly(2);
    assertThat(open("1\n2\n3\n").hasLabels()).isFalse();
  }

  @Test
  void theLabelColumnIsChosenByNameIndexOrFromTheEnd() {
    String text = "a,kind,b\n1,x,2\n3,y,4\n";
    for (String column : new String[] {"kind", "1", "-2"}) {
      LabelledSamples samples = open(text, DataOptions.DEFAULT.withLabelColumn(column));
      assertThat(samples.classNames()).containsExactly("x", "y");
      assertThat(samples.read(0, 2).floats()).containsExactly(1, 2, 3, 4);
    }
    assertBad(
        text, DataOptions.DEFAULT.withLabelColumn("type"), "no column 'type'", "[a, kind, b]");
    assertBad(text, DataOptions.DEFAULT.withLabelColumn("3"), "no column '3'");
  }

  @Test
  void realValuesInTheLabelColumnAreTargets() {
    LabelledSamples samples = open("1,2,480.48\n3,4,445.75\n");
    assertThat(samples.hasLabels()).isFalse();
    assertThat(samples.hasTargets()).isTrue();
    assertThat(samples.target(1)).isEqualTo(445.75f);
    assertThat(samples.warnings()).singleElement().asString().contains("real-valued target");
  }

  @Test
  void anUnnamedFirstColumnIsTheRowIndex() {
    LabelledSamples samples = open(",a,b,label\n0,1,2,1\n1,3,4,0\n");
    assertThat(samples.read(0, 2).floats()).containsExactly(1, 2, 3, 4);
    assertThat(samples.warnings()).hasSize(1);
  }

  @Test
  void labelsMayLieInAFileOfTheirOwn() {
    Path labels = SampleFiles.write(folder.resolve("l.txt"), "dog\ncat\ndog\n");
    LabelledSamples samples = open("1,2\n3,4\n5,6\n", DataOptions.DEFAULT.withLabels(labels));
    assertThat(samples.sampleShape()).containsExactly(2);
    assertThat(samples.classNames()).containsExactly("cat", "dog");
    assertThat(samples.labels()).containsExactly(1, 0, 1);
  }

  @Test
  void gzipIsSeenByItsBytes() {
    byte[] packed = SampleFiles.gzip("1,2,0\n3,4,1\n".getBytes(StandardCharsets.UTF_8));
    Path file = SampleFiles.write(folder.resolve("t.csv"), packed);
    assertThat(DataSource.open(file, DataOptions.DEFAULT).size()).isEqualTo(2);
  }

  @Test
  void badCellsAreNamed() {
    assertBad("1,2,0\n3,nan,1\n", DataOptions.DEFAULT, "line 2", "column 1", "'nan'");
    assertBad("a,b,label\n1,,0\n", DataOptions.DEFAULT, "line 2", "'b'", "''");
    assertBad("1,2,0\n3,1e99,1\n", DataOptions.DEFAULT, "'1e99'");
    assertBad("1,2,0\n3,0x10,1\n", DataOptions.DEFAULT, "'0x10'");
    assertBad("1,2,0\n3,4,\n", DataOptions.DEFAULT, "line 2", "no label");
    assertBad("1,2,0\n3,4\n", DataOptions.DEFAULT, "line 2", "2 cells", "has 3");
    assertBad("", DataOptions.DEFAULT, "is empty");
    assertBad("a,b,c\n", DataOptions.DEFAULT, "no rows");
  }

  @Test
  void numbersAreReadTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(open("1.5,0\n2.5,1\n").read(0, 1).floats()).containsExactly(1.5f);
    } finally {
      Locale.setDefault(before);
    }
  }

  private LabelledSamples open(String text) {
    return open(text, DataOptions.DEFAULT);
  }

  private LabelledSamples open(String text, DataOptions options) {
    return DataSource.open(SampleFiles.write(folder.resolve("t.csv"), text), options);
  }

  private void assertBad(String text, DataOptions options, String... parts) {
    assertThatThrownBy(() -> open(text, options))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll(parts);
  }
}
