package dev.nervure.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a network's outputs, by their index, as a file gives them: text with one name a line
 * (in the order of the outputs, or each behind its index), or JSON, a list or an object from index
 * to name or from name to index. A name may come with a WordNet id ({@code n01440764 tench}) and
 * with others behind commas ({@code tench, Tinca tinca}); any of them finds it.
 *
 * <p>Memory and time: proportional to the file, which may have 100,000 names.
 */
public final class ClassNames {

  /** The name is in the file for several outputs. */
  private static final int AMBIGUOUS = -2;

  /** The name is not in the file. */
  private static final int UNKNOWN = -1;

  private static final Pattern SYNSET = Pattern.compile("(n[0-9]{8})[\\s,:;]+(\\S.*)");

  private final Path file;
  private final List<String> shown;
  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> synonyms = new HashMap<>();
  private final Map<String, Integer> alike = new HashMap<>();

  private ClassNames(Path file, List<Name> names) {
    this.file = file;
    Map<String, Integer> firsts = new HashMap<>();
    names.forEach(name -> firsts.merge(name.first(), 1, Integer::sum));
    this.shown =
        names.stream()
            .map(name -> firsts.getOrDefault(name.first(), 0) == 1 ? name.first() : name.whole())
            .toList();
    for (int index = 0; index < names.size(); index++) {
      Name name = names.get(index);
      put(exact, name.whole(), index);
      put(exact, name.rest(), index);
      for (String one : name.all()) {
        put(synonyms, one, index);
        put(alike, plain(one), index);
      }
    }
  }

  private static void put(Map<String, Integer> finder, String name, int index) {
    finder.merge(name, index, (a, b) -> a.equals(b) ? a : Integer.valueOf(AMBIGUOUS));
  }

  /**
   * Reads a file.
   *
   * @throws BadDataException if it holds no names of outputs
   */
  public static ClassNames read(Path file) {
    return new ClassNames(file, ClassNameFile.read(file).stream().map(Name::of).toList());
  }

  /** Whether a name is a WordNet id. */
  static boolean isSynset(String name) {
    return name.matches("n[0-9]{8}");
  }

  /** One name an output: its first where no other has the same, else all of its text. */
  public List<String> shown() {
    return shown;
  }

  /**
   * The output of a name: the exact name first, then exact synonyms and WordNet ids, then both
   * without regard to case, underscores, hyphens and blanks.
   *
   * @return the index; negative if it is that of none or of several
   */
  int indexOf(String name) {
    Integer found = exact.get(name);
    found = found == null ? synonyms.get(name) : found;
    found = found == null ? alike.get(plain(name)) : found;
    return found == null ? UNKNOWN : found;
  }

  /** Whether each is the exact name of one output. */
  boolean holdsExactly(List<String> names) {
    return names.stream().allMatch(name -> exact.getOrDefault(name, UNKNOWN) >= 0);
  }

  /**
   * The outputs of the classes of data.
   *
   * @throws BadDataException if a name is not in the file, or that of several outputs, or two of
   *     them are the same output
   */
  int[] indicesOf(List<String> classes, Path data) {
    int[] indices = classes.stream().mapToInt(this::indexOf).toArray();
    Map<Integer, String> taken = new HashMap<>();
    for (int i = 0; i < indices.length; i++) {
      String one = classes.get(i);
      String other = taken.put(indices[i], one);
      if (indices[i] < 0 || other != null) {
        throw new BadDataException(
            (indices[i] == AMBIGUOUS
                    ? "has several outputs called '" + one + "', a class"
                    : other == null
                        ? "has no output called '" + one + "', a class"
                        : "has the same output for '" + other + "' and '" + one + "', classes")
                + " of "
                + data,
            file.toString(),
            "Its names begin with "
                + shown.subList(0, Math.min(3, shown.size()))
                + "; give names in the order of the network's outputs, as the data call their"
                + " classes.");
      }
    }
    return indices;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-]+", " ").strip();
  }

  /**
   * The names of one output.
   *
   * @param whole the text of the file
   * @param rest the same without a WordNet id
   * @param all the parts between commas, and the id
   */
  private record Name(String whole, String rest, List<String> all) {

    static Name of(String text) {
      String whole = text.strip();
      Matcher synset = SYNSET.matcher(whole);
      boolean hasId = synset.matches();
      String rest = hasId ? synset.group(2).strip() : whole;
      List<String> all = new ArrayList<>();
      Arrays.stream(rest.split(",", -1))
          .map(String::strip)
          .filter(one -> !one.isEmpty())
          .forEach(all::add);
      all.add(rest);
      if (hasId) {
        all.add(synset.group(1));
      }
      return new Name(whole, rest, all);
    }

    String first() {
      return all.get(0);
    }
  }
}
