package dev.nervure.cli;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.diagram.DiagramDistance;
import dev.nervure.diagram.PairDistances;
import dev.nervure.run.AtomicFile;
import dev.nervure.run.PlainJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure distance}: how far persistence diagrams are apart. */
@Command(
    name = "distance",
    sortOptions = false,
    description = {
      "Measures how far persistence diagrams are apart: two of them, or all pairs of several.",
      "Reads what 'nervure rips' writes (CSV, JSON, .npy) and the layouts of giotto-tda, ripser.py, persim and GUDHI."
    },
    footer = {
      "",
      "Examples:",
      "  nervure distance a.csv b.csv",
      "  nervure distance a.npy b.npy --metric wasserstein --order 2 --ground 2 --json",
      "  nervure distance a.json b.json --metric sliced_wasserstein --directions exact",
      "  nervure distance diagrams/ --metric sliced_wasserstein --out matrix.npy"
    })
final class DistanceCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Diagrams, or a folder of them: CSV, JSON, .npy or .npz.")
  @SuppressWarnings("NullAway.Init")
  private List<Path> files;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private DistanceChoice choice;

  @Option(
      names = "--degree",
      paramLabel = "N",
      description =
          "Which homology: 0 components, 1 loops, 2 voids. Default: 1 where a file has it or says no degrees, else the only degree that there is.")
  private @Nullable Integer degree;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write the matrix of all pairs as .npy (float64) or .csv instead of printing it.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads; no distance depends on it. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputFile written;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  DistanceCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (out != null) {
      OutputFile.requireEnding("--out", out, ".npy", ".csv");
      written.require("--out", out);
    }
    DiagramDistance distance = choice.distance();
    ComparedDiagrams compared = ComparedDiagrams.read(files, degree);
    if (compared.size() < 2) {
      throw new WrongUsageException("there is only one diagram; a distance is between two");
    }
    compared.notes().forEach(note -> session.note(output, "note: " + note));
    PairDistances found = distance.among(compared.diagrams(), threads, session.progress(output));
    boolean isPair = files.size() == 2 && compared.size() == 2 && out == null;
    List<String> doubts = new ArrayList<>(compared.notes());
    doubts.addAll(doubts(distance, compared, found));
    if (out != null) {
      write(compared.names(), found, out);
    }
    if (output.json) {
      session.print(PlainJson.indented(tree(distance, compared, found, isPair, doubts)));
    } else if (isPair) {
      double error = found.error(0, 1);
      session.print(
          text(found.value(0, 1)) + (error > 0 ? " (at most " + text(error) + " off)" : ""));
    } else if (out == null) {
      session.terminal().out().print(csv(compared.names(), found));
    }
    doubts
        .subList(compared.notes().size(), doubts.size())
        .forEach(note -> session.note(output, "note: " + note));
    return ExitCode.OK.number();
  }

  /** What the values do not say by themselves. */
  private static List<String> doubts(
      DiagramDistance distance, ComparedDiagrams compared, PairDistances found) {
    List<String> doubts = new ArrayList<>();
    int infinite = 0;
    for (int i = 0; i < found.size(); i++) {
      for (int j = 0; j < i; j++) {
        infinite += Double.isInfinite(found.value(i, j)) ? 1 : 0;
      }
    }
    if (infinite > 0) {
      doubts.add(
          "%s not have equally many bars without end, which makes their distance infinite"
              .formatted(
                  found.size() == 2 ? "the diagrams do" : infinite + " pairs of diagrams do"));
    }
    boolean isEndless = compared.diagrams().stream().anyMatch(diagram -> diagram.essential() > 0);
    if (isEndless && !distance.comparesEndless()) {
      doubts.add(
          distance.name()
              + " does not compare the births of bars without end: it only asks that there are equally many");
    }
    return doubts;
  }

  private static Map<String, Object> tree(
      DiagramDistance distance,
      ComparedDiagrams compared,
      PairDistances found,
      boolean isPair,
      List<String> notes) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (isPair) {
      tree.put("distance", finite(found.value(0, 1)));
      tree.put("error", found.error(0, 1));
      tree.put("infinite", Double.isInfinite(found.value(0, 1)));
    } else {
      List<List<@Nullable Double>> rows = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        List<@Nullable Double> row = new ArrayList<>();
        for (int j = 0; j < found.size(); j++) {
          row.add(finite(found.value(i, j)));
        }
        rows.add(row);
      }
      tree.put("distances", rows);
      tree.put("largestError", found.largestError());
    }
    tree.put("metric", distance.name());
    tree.put("settings", new LinkedHashMap<>(distance.settings()));
    tree.put("degree", compared.degree());
    tree.put("diagrams", compared.names());
    tree.put("bars", compared.diagrams().stream().map(one -> one.size()).toList());
    tree.put("endless", compared.diagrams().stream().map(one -> one.essential()).toList());
    tree.put("notes", notes);
    return tree;
  }

  private static @Nullable Double finite(double value) {
    return Double.isInfinite(value) ? null : value;
  }

  private static String text(double value) {
    return Double.isInfinite(value) ? "inf" : Double.toString(value);
  }

  private static String csv(List<String> names, PairDistances found) {
    StringBuilder csv = new StringBuilder("diagram");
    names.forEach(name -> csv.append(',').append(quoted(name)));
    csv.append('\n');
    for (int i = 0; i < found.size(); i++) {
      csv.append(quoted(names.get(i)));
      for (int j = 0; j < found.size(); j++) {
        csv.append(',').append(text(found.value(i, j)));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static void write(List<String> names, PairDistances found, Path file) {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
      try {
        AtomicFile.write(file, csv(names, found).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return;
    }
    int size = found.size();
    try (NpyWriter writer = NpyWriter.create(file, ElementType.FLOAT64, size)) {
      for (int i = 0; i < size; i++) {
        double[] row = new double[size];
        for (int j = 0; j < size; j++) {
          row[j] = found.value(i, j);
        }
        writer.append(NdArray.of(row, 1, size));
      }
    }
  }
}
