package dev.nervure.cli;

import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.manifolds.BenchmarkManifold;
import dev.nervure.points.PointCloud;
import dev.nervure.run.PlainJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nervure data manifold}: clouds whose intrinsic dimension is known. */
@Command(
    name = "manifold",
    sortOptions = false,
    description = {
      "Draws points of a manifold whose intrinsic dimension is known, one point per row.",
      "There are the 24 on which estimators of dimension are compared; --list names them."
    },
    footer = {
      "",
      "Examples:",
      "  nervure data manifold --list",
      "  nervure data manifold M7 --points 2500 --out roll.npy",
      "  nervure data manifold Mbeta --points 1000 --noise 0.01 --seed 3 --out beta.npy"
    })
final class ManifoldCommand implements Callable<Integer> {
  private static final int DEFAULT_POINTS = 2500;

  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which manifold, such as M7.")
  private @Nullable String name;

  @Option(names = "--list", description = "Print all manifolds with their dimensions, and end.")
  private boolean list;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The .npy file to write, float64.")
  private @Nullable Path out;

  @Option(names = "--points", paramLabel = "N", description = "How many points. Default: 2500.")
  private int points = DEFAULT_POINTS;

  @Option(
      names = "--noise",
      paramLabel = "S",
      description =
          "Standard deviation of normal noise added to every coordinate, in their unit. Default: 0.")
  private double noise;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of the points. Default: 1.")
  private long seed = 1;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputFile written;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  ManifoldCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (list) {
      print(BenchmarkManifold.all());
      return ExitCode.OK.number();
    }
    String chosen = name;
    Path file = out;
    if (chosen == null || file == null) {
      throw new ParameterException(
          spec.commandLine(),
          chosen == null
              ? "give a NAME and --out FILE, or --list for the names"
              : "give --out FILE, where the points of %s are written".formatted(chosen));
    }
    BenchmarkManifold manifold = manifold(chosen);
    if (points < 1 || !(noise >= 0) || Double.isInfinite(noise)) {
      throw new ParameterException(
          spec.commandLine(), "--points must be at least 1 and --noise 0 or more");
    }
    written.require("--out", file);
    PointCloud cloud = manifold.points(points, noise, seed);
    NpyWriter.write(file, cloud.array());
    if (output.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("file", file.toString());
      result.put("points", points);
      result.put("noise", noise);
      result.put("seed", seed);
      result.putAll(tree(manifold));
      session.print(PlainJson.indented(result));
    } else {
      session.print(file.toString());
    }
    session.note(
        output,
        "%s points of %s (%s): dimension %d in %d coordinates"
            .formatted(
                Quantities.count(points),
                manifold.name(),
                manifold.description(),
                manifold.dimension(),
                manifold.coordinates()));
    return ExitCode.OK.number();
  }

  private BenchmarkManifold manifold(String given) {
    try {
      return BenchmarkManifold.named(given);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void print(List<BenchmarkManifold> manifolds) {
    if (output.json) {
      session.print(
          PlainJson.indented(
              Map.of("manifolds", manifolds.stream().map(ManifoldCommand::tree).toList())));
      return;
    }
    TextTable table = new TextTable(4);
    table.add(List.of("name", "dimension", "coordinates", ""));
    for (BenchmarkManifold one : manifolds) {
      table.add(
          List.of(
              one.name(),
              Integer.toString(one.dimension()),
              Integer.toString(one.coordinates()),
              one.description()));
    }
    table.lines().forEach(session::print);
  }

  private static Map<String, Object> tree(BenchmarkManifold manifold) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("manifold", manifold.name());
    tree.put("dimension", manifold.dimension());
    tree.put("coordinates", manifold.coordinates());
    tree.put("description", manifold.description());
    return tree;
  }
}
