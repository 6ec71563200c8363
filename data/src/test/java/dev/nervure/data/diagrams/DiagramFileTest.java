package dev.nervure.data.diagrams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.testing.FreshSeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FreshSeed.class)
class DiagramFileTest {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  @TempDir Path folder;

  private Path text(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private Path array(String name, double[] values, int... shape) {
    Path file = folder.resolve(name);
    NpyWriter.write(file, NdArray.of(values, shape));
    return file;
  }

  private static void holds(DiagramFile file, int degree, double... bars) {
    PersistenceDiagram diagram = file.diagram(0, degree);
    double[] found = new double[2 * diagram.size()];
    for (int i = 0; i < diagram.size(); i++) {
      found[2 * i] = diagram.birth(i);
      found[2 * i + 1] = diagram.death(i);
    }
    assertThat(found).containsExactly(bars);
  }

  @Test
  void whatTheWriterWrites() throws IOException {
    DiagramSource source = DiagramSource.exact(2, "euclidean", 9, 4);
    List<PersistenceDiagram> diagrams =
        List.of(
            new PersistenceDiagram(0, new double[] {0, 0}, new double[] {3, NEVER}, source),
            new PersistenceDiagram(1, new double[] {4.5}, new double[] {5.25}, source));
    Path csv = text("bars.csv", DiagramWriter.csv(diagrams));
    Path npy = folder.resolve("bars.npy");
    DiagramWriter.write(diagrams, npy);
    for (Path path : List.of(csv, npy)) {
      DiagramFile file = DiagramFile.read(path);
      assertThat(file.degrees()).containsExactly(0, 1);
      assertThat(file.size()).isOne();
      holds(file, 0, 0, 3, 0, NEVER);
      holds(file, 1, 4.5, 5.25);
      holds(file, 2);
    }
  }

  @Test
  void numbersKeepTheirPrecision() throws IOException {
    DiagramFile file = DiagramFile.read(text("a.csv", "0.1,1.1000000000000001\n.3,1e1\n"));
    assertThat(file.degrees()).isEmpty();
    holds(file, 1, 0.1, 1.1, 0.3, 10);
    holds(file, 0, 0.1, 1.1, 0.3, 10);
  }

  @Test
  void columnsAreKnownByTheirNames() throws IOException {
    holds(DiagramFile.read(text("a.csv", "Death;Birth;Dimension\n3;1;1\n4;0;0\n")), 1, 1, 3);
    holds(DiagramFile.read(text("b.txt", "0 1\n2 inf\n")), 1, 0, 1, 2, NEVER);
  }

  @Test
  void layoutsOfGiottoAndOfBatches() {
    double[] bars = {0.5, 1.5, 0, 0.25, 0.75, 1, 0, 0, 0};
    DiagramFile giotto = DiagramFile.read(array("giotto.npy", bars, 1, 3, 3));
    assertThat(giotto.degrees()).containsExactly(0, 1);
    holds(giotto, 0, 0.5, 1.5);
    holds(giotto, 1, 0.25, 0.75);
    DiagramFile batch = DiagramFile.read(array("batch.npy", new double[] {0, 1, 2, 5}, 2, 1, 2));
    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.name(1)).endsWith("batch.npy[1]");
    assertThat(batch.diagram(1, 1).lifespan(0)).isEqualTo(3);
  }

  @Test
  void threeColumnsThatMayMeanTwoThingsAreRefused() {
    assertThatThrownBy(() -> DiagramFile.read(array("two.npy", new double[] {0, 1, 2}, 1, 3)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("the first or the last");
    assertThatThrownBy(() -> DiagramFile.read(array("none.npy", new double[] {.5, .2, .3}, 1, 3)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("neither");
  }

  /** A degree of -1 is a number of the file, not bars of all degrees. */
  @Test
  void degreesThatAreNoneAreRefused() throws IOException {
    Path named = text("a.csv", "dim,birth,death\n0,0,1\n-1,0,2\n");
    Path gudhi = text("b.json", "[[-1,[0.5,1]],[0,[0,null]]]");
    Path rips = text("c.json", "{\"diagrams\":[{\"dimension\":-1,\"bars\":[[0,1]]}]}");
    for (Path file : List.of(named, gudhi)) {
      assertThatThrownBy(() -> DiagramFile.read(file))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("degree -1");
    }
    assertThatThrownBy(() -> DiagramFile.read(rips))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("dimension");
  }

  /** The first of both could be read either way, the second only as giotto-tda writes it. */
  @Test
  void theColumnsOfABatchMeanTheSameInAllDiagrams() {
    double[] bars = {0, 1, 2, 0.5, 1.5, 1};
    DiagramFile batch = DiagramFile.read(array("batch.npy", bars, 2, 1, 3));
    assertThat(batch.degrees()).containsExactly(1, 2);
    assertThat(batch.diagram(0, 2).lifespan(0)).isOne();
    assertThat(batch.diagram(1, 1).birth(0)).isEqualTo(0.5);
    // One diagram that only fits one way and one that only fits the other are of no one program.
    double[] both = {0, 0.5, 1.5, 0.5, 1.5, 1};
    assertThatThrownBy(() -> DiagramFile.read(array("both.npy", both, 2, 1, 3)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("neither");
  }

  @Test
  void jsonOfRipsRipserGudhiAndLists() throws IOException {
    DiagramFile rips =
        DiagramFile.read(
            text(
                "rips.json",
                "{\"file\":\"x\",\"diagrams\":[{\"dimension\":0,\"bars\":[[0,null]]},"
                    + "{\"dimension\":1,\"bars\":[[1,2.5]]}],\"representatives\":[{\"a\":[[1]]}]}"));
    holds(rips, 0, 0, NEVER);
    holds(rips, 1, 1, 2.5);
    DiagramFile ripser =
        DiagramFile.read(
            text("ripser.json", "{\"dgms\":[[[0,1],[0,Infinity]],[[1,2]],[]],\"cocycles\":[]}"));
    holds(ripser, 0, 0, 1, 0, NEVER);
    holds(ripser, 1, 1, 2);
    holds(DiagramFile.read(text("list.json", "[[], [[1, \"inf\"]]]")), 1, 1, NEVER);
    holds(DiagramFile.read(text("gudhi.json", "[[1,[0.5,1]],[0,[0,null]]]")), 1, 0.5, 1);
    holds(DiagramFile.read(text("bars.json", "[[0.5,1],[2,3]]")), 1, 0.5, 1, 2, 3);
  }

  @Test
  void archivesOfDegrees() throws IOException {
    Path file = folder.resolve("dgms.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int degree = 0; degree < 2; degree++) {
        zip.putNextEntry(new ZipEntry("H" + degree + ".npy"));
        zip.write(Files.readAllBytes(array("h.npy", new double[] {degree, 2.5 + degree}, 1, 2)));
      }
    }
    DiagramFile read = DiagramFile.read(file);
    assertThat(read.degrees()).containsExactly(0, 1);
    holds(read, 1, 1, 3.5);
  }

  @Test
  void barsThatDieBeforeTheyAreBornAreSaid() throws IOException {
    DiagramFile one = DiagramFile.read(text("a.csv", "10.5,10.5\n10.6,10.5\n10.3,10.4\n"));
    holds(one, 1, 10.3, 10.4);
    assertThat(one.notes(0, 1).toString()).contains("1 bar dies before it is born");
    DiagramFile all = DiagramFile.read(text("b.csv", "2,1\n4,3\n"));
    assertThatThrownBy(() -> all.diagram(0, 1)).hasMessageContaining("superlevel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,2",
        "{\"points\":3}",
        "[[1,2,3]]",
        "[[1,2],[\"x\",3]]",
        "{\"dgms\":{}}",
        "5",
        "[[[[[[1]]]]]]",
        "[[null,1]]",
        "[[1,2]] [[1,2]]",
        "{\"diagrams\":[{\"bars\":[[1,2]]}]}",
        "[[NaN,1]]"
      })
  void jsonThatHoldsNoDiagramsIsRefused(String content) throws IOException {
    Path file = text("bad.json", content);
    assertThatThrownBy(() -> DiagramFile.read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("bad.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,3,4\n", "1\n", "a,b\n", "1,x\n", "1,2\n1\n", "-inf,1\n", ""})
  void textThatHoldsNoDiagramIsRefused(String content) throws IOException {
    Path file = text("bad.csv", content);
    assertThatThrownBy(() -> DiagramFile.read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("bad.csv");
  }

  @Test
  void damagedFilesAreReadOrRefused(Random random) throws IOException {
    byte[] json =
        "{\"diagrams\":[{\"dimension\":1,\"bars\":[[1,2.5],[0.5,null]]}],\"dgms2\":[1]}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] csv = "dim,birth,death\n0,0,inf\n1,0.5,1.25\n".getBytes(StandardCharsets.UTF_8);
    byte[] npy = Files.readAllBytes(array("w.npy", new double[] {0, 1, 2, 5.5}, 2, 2));
    for (int round = 0; round < 1500; round++) {
      damaged(random, json, "x.json");
      damaged(random, csv, "x.csv");
      damaged(random, npy, "x.npy");
    }
  }

  private void damaged(Random random, byte[] whole, String name) throws IOException {
    byte[] bytes =
        random.nextInt(3) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    try {
      DiagramFile read = DiagramFile.read(file);
      read.degrees();
      read.diagram(0, 1);
    } catch (BadDataException e) {
      assertThat(e).hasMessageContaining(": ");
    } catch (RuntimeException e) {
      fail(name + " " + Arrays.toString(bytes), e);
    }
  }
}
