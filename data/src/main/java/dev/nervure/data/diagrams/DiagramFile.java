package dev.nervure.data.diagrams;

import dev.nervure.data.BadDataException;
import dev.nervure.data.table.PreciseTable;
import dev.nervure.diagram.PersistenceDiagram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Persistence diagrams in a file: what {@code nervure rips} writes, as text, JSON and array, and
 * the layouts of giotto-tda, ripser.py, persim and GUDHI.
 *
 * <ul>
 *   <li>Text and arrays of bars, a row each: birth and death; with a degree before them, as rips
 *       writes it, or behind them, as giotto-tda does. Which of both is told by the header, else by
 *       where whole numbers stand.
 *   <li>Arrays with three axes, as giotto-tda makes them: a diagram for each index of the first.
 *   <li>JSON: the object of {@code rips --json}, or one with {@code dgms}; a list of bars; a list
 *       of lists of bars, one a degree (ripser.py, persim); a list of degrees with their bars
 *       (GUDHI).
 *   <li>Archives of arrays, one a degree, each named by what ends in its number.
 * </ul>
 *
 * <p>Numbers are float64. Bars of length zero are left out, and so are those that die before they
 * are born, with a note; where all do the diagram is refused.
 */
public final class DiagramFile {
  private final List<BarRows> parts;

  private DiagramFile(List<BarRows> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a file.
   *
   * @throws BadDataException for a file that holds no diagrams, or may mean two things
   */
  public static DiagramFile read(Path file) {
    if (!Files.exists(file)) {
      throw new UncheckedIOException(new NoSuchFileException(file.toString()));
    }
    if (!Files.isRegularFile(file)) {
      throw new BadDataException("is not a file", file.toString(), "Give a file.");
    }
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      return new DiagramFile(BarArrays.ofArray(file));
    }
    if (name.endsWith(".npz")) {
      return new DiagramFile(List.of(BarArrays.ofArchive(file)));
    }
    if (name.endsWith(".json") || startsLikeJson(file)) {
      return new DiagramFile(List.of(BarJson.read(file)));
    }
    return new DiagramFile(List.of(ofTable(PreciseTable.read(file))));
  }

  private static boolean startsLikeJson(Path file) {
    try (var stream = Files.newInputStream(file)) {
      int first = stream.read();
      while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
        first = stream.read();
      }
      return first == '{' || first == '[';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BarRows ofTable(PreciseTable table) {
    String where = table.file().toString();
    List<String> names =
        table.header().stream().map(name -> name.toLowerCase(Locale.ROOT).strip()).toList();
    boolean isNamed = names.contains("birth") && names.contains("death");
    if (!isNamed && table.rows().isEmpty()) {
      throw new BadDataException(
          "has a header but no rows", where, "An empty diagram has the header dim,birth,death.");
    }
    BarLayout layout =
        isNamed
            ? BarLayout.named(names)
            : BarLayout.guessed(
                table.rows(), names.isEmpty() ? columns(table) : names.size(), where);
    return layout.bars(table.rows(), where);
  }

  private static int columns(PreciseTable table) {
    return table.rows().isEmpty() ? 0 : table.rows().get(0).length;
  }

  /** How many diagrams of each degree there are: the length of a batch, else 1. */
  public int size() {
    return parts.size();
  }

  /** Where a diagram comes from, for messages and as its name. */
  public String name(int part) {
    return parts.get(part).where();
  }

  /** The degrees of the bars, ascending; empty where the file does not say them. */
  public List<Integer> degrees() {
    TreeSet<Integer> degrees = new TreeSet<>();
    parts.forEach(part -> degrees.addAll(part.degrees()));
    degrees.remove(BarRows.UNKNOWN);
    return Collections.unmodifiableList(new ArrayList<>(degrees));
  }

  /**
   * A diagram of a degree; where the file says no degrees, its bars are taken for it.
   *
   * @throws BadDataException if all its bars die before they are born
   */
  public PersistenceDiagram diagram(int part, int degree) {
    return parts.get(part).diagram(degree);
  }

  /** What to say of a diagram; often empty. */
  public List<String> notes(int part, int degree) {
    int backward = parts.get(part).backward(degree);
    return backward == 0
        ? List.of()
        : List.of(
            "%s: %s left out, as if of length zero: no such bar is in a diagram of a filtration by distances"
                .formatted(
                    name(part),
                    backward == 1
                        ? "1 bar dies before it is born and is"
                        : backward + " bars die before they are born and are"));
  }
}
