package dev.nervure.cli;

import dev.nervure.run.BadRunException;
import dev.nervure.run.CommandRecord;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Provenance;
import dev.nervure.run.RecordedResult;
import dev.nervure.run.ResultFingerprint;
import dev.nervure.run.ResultPlace;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure rerun}: the same command again, from the record beside its results. */
@Command(
    name = "rerun",
    sortOptions = false,
    description = {
      "Repeats the command that made a run or any other folder of results, with every option as it was then.",
      "The results go into a folder of their own and are compared with the earlier ones; inputs that have changed since are named.",
      "Ends with 0 where they are the same, bit for bit, with 3 where they differ."
    },
    footer = {
      "",
      "Examples:",
      "  nervure rerun runs/lenet",
      "  nervure rerun runs/lenet --out runs/lenet-again --json",
      "  nervure rerun walks/7",
      "  nervure rerun glyphs/train-command.json"
    })
final class RerunCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "RUN",
      description =
          "A folder that profile, fibers, demo, train, activations or data glyphs wrote; where it holds several parts, the record of one, such as train-command.json.")
  @SuppressWarnings("NullAway.Init")
  private Path run;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description =
          "Where the new results go; a new or empty folder. Default: beside RUN, with a number.")
  private @Nullable Path out;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  RerunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    RecordedResult result = RecordedResult.of(run);
    Path folder = result.folder();
    Provenance earlier = result.provenance();
    CommandRecord command = earlier == null ? null : earlier.command();
    if (earlier == null || command == null) {
      throw new BadRunException(
          run
              + " does not say which command made it\ngive a folder that nervure profile, fibers, demo, train, activations or data glyphs wrote");
    }
    Map<String, String> before = ResultFingerprint.of(folder);
    Path target = target(folder);
    Replay replay = Replay.of(command, folder, target, grammar(Configuration.of(Map.of())));
    session.note(output, "again: " + command.text());
    List<String> notes = new ArrayList<>(changedModel(earlier, replay));
    notes.forEach(note -> session.note(output, "note: " + note));
    List<String> words = new ArrayList<>(replay.words());
    if (output.quiet) {
      words.add("--quiet");
    }
    if (output.debug) {
      words.add("--debug");
    }
    int exitCode =
        Main.execute(
            inner(),
            Configuration.replaying(replay.values(), folder),
            words.toArray(String[]::new));
    if (exitCode != ExitCode.OK.number()) {
      return exitCode;
    }
    Provenance again = result.in(target).provenance();
    List<String> differences =
        again == null ? List.of() : differences(earlier, again, notes.isEmpty());
    differences.forEach(note -> session.note(output, "note: " + note));
    notes.addAll(differences);
    boolean same = result.isSame(before, ResultFingerprint.of(target));
    print(target, same, notes);
    return (same ? ExitCode.OK : ExitCode.BAD_INPUT).number();
  }

  /** The folder named, or the first number beside the earlier one that is free. */
  private Path target(Path folder) {
    if (out != null) {
      return ResultPlace.choose(
              out, out, false, one -> isFree(one) ? ResultPlace.Holding.FREE : taken(one))
          .folder();
    }
    Path plain = folder.toAbsolutePath().normalize();
    Path usual = folder.endsWith(String.valueOf(plain.getFileName())) ? folder : plain;
    int number = 2;
    while (!isFree(ResultPlace.numbered(usual, number))) {
      number++;
    }
    return ResultPlace.numbered(usual, number);
  }

  private static ResultPlace.Holding taken(Path one) {
    return ResultPlace.Holding.foreign(String.valueOf(one.getFileName()));
  }

  private static boolean isFree(Path folder) {
    String[] files = folder.toFile().list();
    return !Files.exists(folder) || (files != null && files.length == 0);
  }

  /** Before anything slow: whether the network is still the same file. */
  private static List<String> changedModel(Provenance earlier, Replay replay) {
    Manifest.Input model = earlier.inputs().get("model");
    List<String> files = replay.argument("MODEL");
    if (model == null || files.size() != 1 || !Files.isRegularFile(Path.of(files.get(0)))) {
      return List.of();
    }
    String hash = Fingerprint.ofFile(Path.of(files.get(0)));
    return hash.equals(model.hash()) ? List.of() : List.of(changed("model", model, hash));
  }

  private static String changed(String role, Manifest.Input then, String now) {
    return "the %s %s has changed since: SHA-256 %s then, %s now"
        .formatted(role, then.path(), then.hash(), now);
  }

  /** What else is not as it was, which may explain other results. */
  private static List<String> differences(Provenance earlier, Provenance again, boolean sameModel) {
    List<String> notes = new ArrayList<>();
    again
        .inputs()
        .forEach(
            (role, now) -> {
              Manifest.Input then = earlier.inputs().get(role);
              if (then != null
                  && !then.hash().equals(now.hash())
                  && (sameModel || !role.equals("model"))) {
                notes.add(changed(role, then, now.hash()));
              }
            });
    if (!earlier.version().equals(again.version())) {
      notes.add("made by version %s then, %s now".formatted(earlier.version(), again.version()));
    }
    earlier
        .engine()
        .forEach(
            (name, then) -> {
              Object now = again.engine().get(name);
              if (now != null && !String.valueOf(then).equals(String.valueOf(now))) {
                notes.add("engine: %s %s then, %s now".formatted(name, then, now));
              }
            });
    return notes;
  }

  private void print(Path target, boolean same, List<String> notes) {
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("of", run.toString());
      json.put("folder", target.toString());
      json.put("same", same);
      json.put("notes", notes);
      session.print(PlainJson.indented(json));
    } else {
      session.print(
          same
              ? "the results in %s are those of %s, bit for bit".formatted(target, run)
              : "the results in %s are NOT those of %s".formatted(target, run));
    }
  }

  private CommandLine grammar(Configuration configuration) {
    return Main.commandLine(session, configuration);
  }

  /** Prints nothing on standard output where the one object of JSON is this command's. */
  private Session inner() {
    if (!output.json) {
      return session;
    }
    Terminal outer = session.terminal();
    Terminal silent =
        new Terminal(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            outer.err(),
            false,
            outer.errIsScreen(),
            outer.color(),
            outer.columns());
    return new Session(silent, session.interruption());
  }
}
