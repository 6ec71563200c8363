package dev.nervure.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a command writes its results to; the one rule for all commands. Nothing finished
 * is replaced in silence:
 *
 * <ul>
 *   <li>a folder that is free, or holds results of the same question, is taken;
 *   <li>where the user named no folder and the usual one holds another question, the next free
 *       number is taken: {@code runs/lenet-2};
 *   <li>a folder that the user named and that holds another question is refused, unless it is to be
 *       overwritten.
 * </ul>
 *
 * @param folder where the results go
 * @param replaces whether they take the place of results of another question
 * @param instead why it is not the usual folder; null where it is
 */
public record ResultPlace(Path folder, boolean replaces, @Nullable String instead) {
  private static final int MOST_DIFFERENCES = 3;

  /** How a folder stands to a question. */
  public enum State {
    /** It holds nothing that would be lost. */
    FREE,
    /** It holds results of this very question, as far as they are there. */
    SAME,
    /** It holds results of another question, which may be overwritten if the user says so. */
    OTHER,
    /** It holds files that are no results of this kind and are never touched. */
    FOREIGN
  }

  /**
   * What a folder holds.
   *
   * @param state how it stands to the question
   * @param what it holds, to follow "holds"; empty where it is free or holds the same question
   */
  public record Holding(State state, String what) {
    /** Nothing that would be lost. */
    public static final Holding FREE = new Holding(State.FREE, "");

    /** Results of the same question. */
    public static final Holding SAME = new Holding(State.SAME, "");

    /**
     * Results of another question.
     *
     * @param there what made them; null where that is not known
     * @param differences in what the questions differ
     */
    public static Holding other(@Nullable Provenance there, List<String> differences) {
      CommandRecord command = there == null ? null : there.command();
      String what =
          "the results of " + (command == null ? "another question" : "'" + command.text() + "'");
      String why = differences.stream().limit(MOST_DIFFERENCES).collect(Collectors.joining("; "));
      int more = differences.size() - MOST_DIFFERENCES;
      return new Holding(
          State.OTHER,
          what + (why.isEmpty() ? "" : " (" + why + (more > 0 ? "; " + more + " more" : "") + ")"));
    }

    /** Files that no other result may take the place of, one of which is named. */
    public static Holding foreign(String file) {
      return new Holding(State.FOREIGN, "other files (" + file + ")");
    }
  }

  /**
   * Decides.
   *
   * @param asked the folder that the user named; null where none was
   * @param usual the folder where none was
   * @param overwrite whether results of another question may be replaced
   * @param look how a folder stands to the question
   * @throws BadRunException when the folder holds what must not be lost
   */
  public static ResultPlace choose(
      @Nullable Path asked, Path usual, boolean overwrite, Function<Path, Holding> look) {
    if (asked != null || overwrite) {
      Path folder = asked == null ? usual : asked;
      Holding holding = look.apply(folder);
      boolean other = holding.state() == State.OTHER;
      if (holding.state() == State.FOREIGN || (other && !overwrite)) {
        throw new BadRunException(
            "%s holds %s\ngive another folder with --out%s"
                .formatted(
                    folder,
                    holding.what(),
                    other ? ", or --overwrite to replace what is there" : ""));
      }
      return new ResultPlace(folder, other, null);
    }
    Holding first = look.apply(usual);
    Path folder = usual;
    Holding holding = first;
    for (int number = 2; !isFit(holding); number++) {
      folder = numbered(usual, number);
      holding = look.apply(folder);
    }
    return new ResultPlace(
        folder,
        false,
        folder.equals(usual)
            ? null
            : "%s holds %s: the results are in %s".formatted(usual, first.what(), folder));
  }

  private static boolean isFit(Holding holding) {
    return holding.state() == State.FREE || holding.state() == State.SAME;
  }

  /** The folder beside another with a number, such as {@code runs/lenet-2}. */
  public static Path numbered(Path folder, int number) {
    return folder.resolveSibling(folder.getFileName() + "-" + number);
  }

  /**
   * How a folder of results that are no run stands to a question.
   *
   * @param now what would make the results
   * @param files names of the files that would be written, as glob patterns within the folder
   */
  public static Holding lookAt(Path folder, Provenance now, List<String> files) {
    return lookAt(folder, "", now, files);
  }

  /**
   * The same for one of several results that a folder may hold.
   *
   * @param part what the names of the files of this one begin with
   */
  public static Holding lookAt(Path folder, String part, Provenance now, List<String> files) {
    if (Files.exists(folder.resolve(ManifestFile.FILE_NAME))) {
      return new Holding(State.FOREIGN, "the run of a study");
    }
    Provenance there = Provenance.readFile(folder.resolve(part + Provenance.FILE_NAME));
    if (there != null) {
      List<String> differences = now.differences(there);
      return differences.isEmpty() ? Holding.SAME : Holding.other(there, differences);
    }
    List<Path> present = matching(folder, files);
    return present.isEmpty()
        ? Holding.FREE
        : Holding.foreign(folder.relativize(present.get(0)).toString());
  }

  /** Removes the files of an earlier result before another one takes its place. */
  public static void remove(Path folder, List<String> files) {
    remove(folder, "", files);
  }

  /**
   * The same for one of several results that a folder may hold; the others stay.
   *
   * @param part what the names of the files of this one begin with
   */
  public static void remove(Path folder, String part, List<String> files) {
    try {
      Files.deleteIfExists(folder.resolve(part + Provenance.FILE_NAME));
      for (Path file : matching(folder, files)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> matching(Path folder, List<String> files) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, 2)) {
      return all.filter(Files::isRegularFile)
          .filter(
              file ->
                  files.stream()
                      .anyMatch(
                          glob ->
                              folder
                                  .getFileSystem()
                                  .getPathMatcher("glob:" + glob)
                                  .matches(folder.relativize(file))))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
