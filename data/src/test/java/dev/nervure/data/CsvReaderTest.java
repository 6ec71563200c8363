package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.ElementType;
import dev.nervure.data.table.TableOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

  private static final DataOptions LAST = DataOptions.DEFAULT.withLabelColumn("-1");
  private static final DataOptions POINTS =
      DataOptions.DEFAULT.withTableUse(TableOptions.Use.POINTS);

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
  void realValuesInALastColumnWithoutANameAreValues() {
    for (String text : new String[] {"1,2,480.48\n3,4,445.75\n", "a,b,c\n1,2,1\n3,4,445.75\n"}) {
      LabelledSamples samples = open(text);
      assertThat(samples.hasLabels() || samples.hasTargets()).isFalse();
      assertThat(samples.sampleShape()).containsExactly(3);
      assertThat(samples.warnings()).singleElement().asString().contains("real values");
    }
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      many.append(i % 7 + 0.5).append(',').append(3000 - i).append('\n');
    }
    LabelledSamples samples = open(many.toString());
    assertThat(samples.hasLabels() || samples.hasTargets()).isFalse();
    assertThat(samples.read(1, 2).floats()).containsExactly(1.5f, 2999);
    assertThat(samples.warnings()).singleElement().asString().contains("many different numbers");
  }

  @Test
  void realValuesInTheLabelColumnAreTargets() {
    LabelledSamples samples = open("1,2,480.48\n3,4,445.75\n", LAST);
    assertThat(open("a,b,Target\n1,2,480.48\n3,4,445.75\n").target(0)).isEqualTo(480.48f);
    assertThat(samples.hasLabels()).isFalse();
    assertThat(samples.hasTargets()).isTrue();
    assertThat(samples.target(1)).isEqualTo(445.75f);
    assertThat(samples.warnings()).singleElement().asString().contains("real-valued target");
  }

  @Test
  void anUnnamedFirstColumnIsTheRowIndex() {
    LabelledSamples samples = open(",a,b,label\n0,1,2,1\n1,3,4,0\n");
    assertThat(samples.read(0, 2).floats()).containsExactly(1, 2, 3, 4);
    assertThat(samples.warnings()).hasSize(2);
    for (String text :
        new String[] {
          ",a,b\n0,1,2\n1,3,4\n", // pandas
          ",0,1\n0,1,2\n1,3,4\n", // pandas without names
          "Unnamed: 0,a,b\n5,1,2\n2,3,4\n", // pandas, written twice, rows chosen
          "\"\",\"a\",\"b\"\n\"r1\",1,2\n\"r2\",3,4\n", // R, write.csv
          "\"a\" \"b\"\n\"1\" 1 2\n\"2\" 3 4\n" // R, write.table
        }) {
      LabelledSamples points = open(text, POINTS);
      assertThat(points.read(0, 2).floats()).as(text).containsExactly(1, 2, 3, 4);
      assertThat(String.join("\n", points.warnings())).contains("index of the rows");
      assertThat(points.hasLabels()).isFalse();
    }
  }

  @Test
  void theIndexColumnIsChosenOrKept() {
    String text = "id,a,b\n1,1,2\n2,3,4\n3,5,6\n";
    LabelledSamples kept = open(text, POINTS);
    assertThat(kept.sampleShape()).containsExactly(3);
    assertThat(kept.warnings()).singleElement().asString().contains("counts the rows");
    for (String column : new String[] {"id", "0", "-3"}) {
      assertThat(open(text, POINTS.withIndexColumn(column)).sampleShape()).containsExactly(2);
    }
    String unnamed = ",a,b\n0,1,2\n1,3,4\n";
    assertThat(open(unnamed, POINTS.withIndexColumn("none")).sampleShape()).containsExactly(3);
    assertBad(",a,b\n0.5,1,2\n1,3,4\n", POINTS, "real values", "--index-column");
  }

  @Test
  void pointsHaveLabelsOnlyWhereAColumnIsCalledSo() {
    assertThat(open("1,2,1\n3,4,0\n", POINTS).sampleShape()).containsExactly(3);
    assertThat(open("x,y,z\n1,2,1\n3,4,0\n", POINTS).sampleShape()).containsExactly(3);
    assertThat(open("X;Y\n1;2\n3;4\n", POINTS).sampleShape()).containsExactly(2);
    for (String name : new String[] {"label", "Labels", "CLASS", "\"target\"", "y"}) {
      LabelledSamples points = open("\ufeff" + name + ",a,b\n7,1,2\n3,4,5\n", POINTS);
      assertThat(points.read(0, 2).floats()).as(name).containsExactly(1, 2, 4, 5);
      assertThat(points.labels()).containsExactly(7, 3);
      assertThat(points.warnings()).singleElement().asString().contains("taken as the label");
    }
    assertThat(open("1,2,a\n3,4,b\n", POINTS).classNames()).containsExactly("a", "b");
    assertThat(open("1,2,1\n3,4,0\n", POINTS.withLabelColumn("2")).hasLabels()).isTrue();
    assertBad("1.5,2,a\n3,4,5\n", POINTS, "'5'", "line 2");
    assertBad("1,2,NA\n3,4,5\n", POINTS, "'NA'", "line 1");
    assertBad("1,2,3\n3,4,?\n", POINTS, "'?'", "line 2");
  }

  @Test
  void aFirstRowWithAGapIsNoHeader() {
    assertBad("1.5,n/a,3\n1,2,3\n", POINTS, "'n/a'", "line 1");
    assertBad("5,,3\n1,2,3\n", POINTS, "line 1");
    assertBad("1.5,x3,3\n1,2,3\n", POINTS, "'x3'", "line 1");
  }

  @Test
  void decimalCommasAreReadWhereTheyCannotBeMistaken() {
    for (String text :
        new String[] {
          "0,5;1,25;-3,5e1\n2;4,5;7\n",
          "0,5\t1,25\t-3,5e1\n2\t4,5\t7\n",
          "\"0,5\",\"1,25\",\"-3,5e1\"\n2,\"4,5\",7\n"
        }) {
      LabelledSamples points = open(text, POINTS);
      assertThat(points.read(0, 2).floats()).containsExactly(0.5f, 1.25f, -35, 2, 4.5f, 7);
      assertThat(points.warnings()).singleElement().asString().contains("decimal signs", "0,5");
    }
    assertBad("0,5;1.5\n2;4\n", POINTS, "'0,5'", "decimal point");
    assertBad("1,234;2,345\n12;4\n", POINTS, "'1,234'", "thousands");
    assertBad("1.234,5;2\n2;4\n", POINTS, "'1.234,5'");
    assertBad("0,5 1,5\n2,5 4,5\n", POINTS, "'5 1'");
  }

  @Test
  void wideCharactersAreReadWithTheirByteOrderMark() {
    for (java.nio.charset.Charset charset :
        new java.nio.charset.Charset[] {
          StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8
        }) {
      byte[] bytes = "\ufeffgr\u00f6\u00dfe,b,label\r\n1,2,1\r\n3,4,0\r\n".getBytes(charset);
      Path file = SampleFiles.write(folder.resolve("wide.csv"), bytes);
      LabelledSamples samples = DataSource.open(file, DataOptions.DEFAULT);
      assertThat(samples.read(0, 2).floats()).containsExactly(1, 2, 3, 4);
    }
    byte[] bare = "1,2\n3,4\n".getBytes(StandardCharsets.UTF_16LE);
    Path file = SampleFiles.write(folder.resolve("bare.csv"), bare);
    assertThatThrownBy(() -> DataSource.open(file, DataOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("zero byte", "byte order mark");
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
    assertBad("1,2,0\n3,4,\n", DataOptions.DEFAULT, "line 2", "column 2 holds ''");
    assertBad("1,2,0\n3,4\n", DataOptions.DEFAULT, "line 2", "2 cells", "has 3");
    assertBad("a,label\n1,0\n3,NA\n", DataOptions.DEFAULT, "line 3", "'NA'");
    assertBad("name,b\nx,0\ny,1\n", DataOptions.DEFAULT, "'x'", "--index-column");
    assertBad("", DataOptions.DEFAULT, "is empty");
    assertBad("a,b,c\n", DataOptions.DEFAULT, "no rows");
  }

  @Test
  void commasThatAreDecimalSignsAndSeparatorsAreRefused() {
    String split = "0,6370,0,2698\n0,0165,1,8133\n";
    assertBad(split, POINTS, "'0,6370'", "decimal sign and separator");
    assertThat(open(split, POINTS.withSeparator(',')).sampleShape()).containsExactly(4);
    assertBad("a\n0,6370\n0,1165\n", POINTS, "line 3", "'0'", "decimal signs");
    assertThat(open("3,10,4,20\n5,0,6,7\n", POINTS).sampleShape()).containsExactly(4);
  }

  @Test
  void numbersWithAUnitAreNoLabels() {
    for (String[] cells :
        new String[][] {{"0.04 kg", "0.1 kg"}, {"5kg", "12kg"}, {"0.4 # p", "0.5 # p"}}) {
      String text = "1,2,%s\n3,4,%s\n".formatted(cells[0], cells[1]);
      assertBad(text, DataOptions.DEFAULT, "line 1", cells[0], "--label-column");
    }
    for (String[] cells : new String[][] {{"1st", "2nd"}, {"3T3", "HeLa"}, {"5 mg", "5 mg"}}) {
      String text = "1,2,%s\n3,4,%s\n".formatted(cells[0], cells[1]);
      assertThat(open(text).hasLabels()).as(text).isTrue();
    }
  }

  @Test
  void whatFloat32LosesIsSaid() {
    String epochs = "t,x\n1600000000.25,1\n1600000000.5,2\n1600000000.75,3\n";
    assertThat(open(epochs).warnings()).anyMatch(note -> note.contains("float32"));
    assertThat(open(epochs).warnings().toString()).contains("'t'");
    assertThat(open("t,x\n0.1,1e6\n0.7,2000001\n0.9,3\n").warnings())
        .noneMatch(this::isOfPrecision);
    assertThat(open("t,x\n16777217,1\n16777217,2\n").warnings()).noneMatch(this::isOfPrecision);
    // Points are not rounded.
    assertThat(open(epochs, POINTS).warnings()).isEmpty();
  }

  private boolean isOfPrecision(String note) {
    return note.contains("float32");
  }

  @Test
  void pointsAreReadAsTheyAreWritten() {
    String text = "label,t,x\na,1600000000.25,.1\nb,16777217,-1e-3\na,2,9e9\n";
    for (String decimal : new String[] {text, text.replace(',', ';').replace('.', ',')}) {
      PointFile points = PointFile.open(file(decimal), DataOptions.DEFAULT);
      assertThat(points.dimension()).isEqualTo(2);
      assertThat(points.samples().labels()).containsExactly(0, 1, 0);
      assertThat(points.read(new int[] {2, 0, 1}).doubles())
          .containsExactly(2, 9e9, 1600000000.25, 0.1, 16777217, -1e-3);
      assertThat(points.samples().read(0, 1).floats()).containsExactly(1600000000.25f, 0.1f);
    }
    assertThat(open("1,0.1\n2,0.2\n", POINTS).contentHash())
        .isNotEqualTo(open("1,0.10000000000000002\n2,0.2\n", POINTS).contentHash());
    // What float32 holds exactly is kept as float32.
    PointFile exact = PointFile.open(file("1,2.5\n-3,4\n"), DataOptions.DEFAULT);
    assertThat(exact.read(new int[] {0, 1}).type()).isEqualTo(ElementType.FLOAT32);
    // Normalised values are float32, as a network is given them.
    DataOptions moved =
        DataOptions.DEFAULT.withNormalization(new Normalization(new float[] {1}, new float[] {2}));
    assertThat(PointFile.open(file("0.1,0.2\n0.3,0.5\n"), moved).read(new int[] {0}).type())
        .isEqualTo(ElementType.FLOAT32);
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
    return DataSource.open(file(text), options);
  }

  private String file(String text) {
    return SampleFiles.write(folder.resolve("t.csv"), text).toString();
  }

  private void assertBad(String text, DataOptions options, String... parts) {
    assertThatThrownBy(() -> open(text, options))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll(parts);
  }
}
