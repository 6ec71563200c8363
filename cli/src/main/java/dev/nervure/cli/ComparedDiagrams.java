package dev.nervure.cli;

import dev.nervure.data.BadDataException;
import dev.nervure.data.diagrams.DiagramFile;
import dev.nervure.diagram.PersistenceDiagram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The diagrams of one degree of all files that are compared.
 *
 * @param degree of homology
 * @param names of the diagrams: their files, with a number where a file holds several
 * @param diagrams one a name
 * @param notes what to say of them
 */
record ComparedDiagrams(
    int degree, List<String> names, List<PersistenceDiagram> diagrams, List<String> notes) {
  private static final int LOOPS = 1;

  /** Number of diagrams. */
  int size() {
    return diagrams.size();
  }

  /**
   * Reads files, and those of folders in the order of their names.
   *
   * @param degree null for 1 where a file has it or says no degrees, else the only one
   * @throws WrongUsageException if several degrees, and not 1, could be meant
   */
  static ComparedDiagrams read(List<Path> given, @Nullable Integer degree) {
    if (degree != null && degree < 0) {
      throw new WrongUsageException("--degree must be at least 0 but was " + degree);
    }
    List<DiagramFile> files = new ArrayList<>();
    TreeSet<Integer> degrees = new TreeSet<>();
    boolean isSilent = false;
    for (Path path : files(given)) {
      DiagramFile file = DiagramFile.read(path);
      files.add(file);
      degrees.addAll(file.degrees());
      isSilent |= file.degrees().isEmpty();
    }
    int chosen = degree != null ? degree : usual(degrees, isSilent);
    if (!degrees.isEmpty() && !isSilent && !degrees.contains(chosen)) {
      throw new WrongUsageException(
          "no file has a bar of degree %d, they have degrees %s: empty diagrams would be compared"
              .formatted(chosen, degrees));
    }
    List<String> names = new ArrayList<>();
    List<PersistenceDiagram> diagrams = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (DiagramFile file : files) {
      for (int part = 0; part < file.size(); part++) {
        names.add(file.name(part));
        diagrams.add(file.diagram(part, chosen));
        notes.addAll(file.notes(part, chosen));
      }
      if (!file.degrees().isEmpty() && !file.degrees().contains(chosen)) {
        notes.add(
            "%s has bars of degree %s only: its diagram of degree %d is taken as empty"
                .formatted(file.name(0), file.degrees(), chosen));
      }
    }
    if (degree == null && degrees.size() > 1) {
      notes.add("bars of degree %d of %s are compared".formatted(chosen, degrees));
    }
    return new ComparedDiagrams(chosen, names, diagrams, notes);
  }

  private static int usual(TreeSet<Integer> degrees, boolean isSilent) {
    if (degrees.isEmpty() || degrees.contains(LOOPS)) {
      return LOOPS;
    }
    if (degrees.size() > 1 || isSilent) {
      throw new WrongUsageException(
          "there are bars of degree %s%s: say which with --degree"
              .formatted(degrees, isSilent ? ", and files that do not say it" : ""));
    }
    return degrees.first();
  }

  private static List<Path> files(List<Path> given) {
    List<Path> files = new ArrayList<>();
    for (Path path : given) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> entries = Files.list(path)) {
        List<Path> inside = entries.filter(ComparedDiagrams::mayBeDiagrams).sorted().toList();
        if (inside.isEmpty()) {
          throw new BadDataException(
              "holds no file of diagrams",
              path.toString(),
              "Their names end in .csv, .json, .npy or .npz.");
        }
        files.addAll(inside);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static boolean mayBeDiagrams(Path file) {
    return Files.isRegularFile(file)
        && file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(csv|json|npy|npz)");
  }
}
