package dev.nervure.cli;

import dev.nervure.network.torch.NativeRuntime;
import dev.nervure.network.torch.NativeStatus;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ToolVersion;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nervure doctor}: what this machine offers and what is missing. */
@Command(
    name = "doctor",
    sortOptions = false,
    description = {
      "Checks what the program needs from this machine: JDK, native libraries, memory, disk.",
      "Ends with 0 when everything is there and with 4 otherwise."
    },
    footer = {"", "Examples:", "  nervure doctor", "  nervure doctor --json"})
final class DoctorCommand implements Callable<Integer> {
  /** A ResNet-20 on 10,000 images takes about 1 GiB in all. */
  private static final long ENOUGH_MEMORY = 2L << 30;

  /** The unpacked native libraries take about 450 MB. */
  private static final long ENOUGH_DISK = 1L << 30;

  private final Session session;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  DoctorCommand(Session session) {
    this.session = session;
  }

  /** How a check went. */
  private enum Verdict {
    OK,
    NOTE,
    MISSING
  }

  /** One line of the result. */
  private record Check(String name, Verdict verdict, String finding) {}

  @Override
  public Integer call() {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("nervure", Verdict.OK, ToolVersion.TEXT));
    checks.add(java());
    checks.add(memory());
    NativeStatus natives = NativeRuntime.status();
    checks.addAll(libraries(natives));
    checks.add(database());
    checks.add(disk("disk here", Path.of("")));
    checks.add(disk("disk of the native cache", Path.of(natives.cacheFolder())));
    checks.add(new Check("browser", Verdict.OK, "none is needed to make a report; any opens it"));
    boolean sound = checks.stream().noneMatch(check -> check.verdict() == Verdict.MISSING);
    print(checks, sound);
    return sound ? ExitCode.OK.number() : ExitCode.RESOURCE.number();
  }

  private void print(List<Check> checks, boolean sound) {
    if (output.json) {
      List<Map<String, String>> list = new ArrayList<>();
      for (Check check : checks) {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("name", check.name());
        one.put("verdict", check.verdict().name().toLowerCase(Locale.ROOT));
        one.put("finding", check.finding());
        list.add(one);
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("sound", sound);
      result.put("checks", list);
      session.print(PlainJson.indented(result));
      return;
    }
    TextTable table = new TextTable(3);
    for (Check check : checks) {
      String verdict = check.verdict().name().toLowerCase(Locale.ROOT);
      table.add(List.of(verdict, check.name(), check.finding()));
    }
    table.lines().forEach(session::print);
  }

  private static Check java() {
    String finding =
        "%s, %s, at %s; %s %s, %d processors"
            .formatted(
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
    return new Check("java", Verdict.OK, finding);
  }

  private static Check memory() {
    long heap = Runtime.getRuntime().maxMemory();
    @Nullable Long machine = physicalMemory();
    String finding =
        "heap up to %s%s; NERVURE_OPTS=-Xmx8g sets another"
            .formatted(
                Quantities.bytes(heap),
                machine == null
                    ? ""
                    : " of %s in the machine".formatted(Quantities.bytes(machine)));
    return new Check(
        "memory", machine == null || machine >= ENOUGH_MEMORY ? Verdict.OK : Verdict.NOTE, finding);
  }

  private static @Nullable Long physicalMemory() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : null;
  }

  private static List<Check> libraries(NativeStatus natives) {
    List<Check> checks = new ArrayList<>();
    if (!natives.available()) {
      checks.add(
          new Check(
              "libtorch",
              Verdict.MISSING,
              "%s: %s".formatted(natives.platform(), natives.problem())));
      return checks;
    }
    checks.add(
        new Check(
            "libtorch",
            Verdict.OK,
            "%s for %s, %s"
                .formatted(natives.version(), natives.platform(), natives.instructionSet())));
    checks.add(
        new Check(
            "arithmetic",
            natives.check().sound() ? Verdict.OK : Verdict.NOTE,
            natives.check().summary()));
    checks.add(new Check("native cache", Verdict.OK, natives.cacheFolder()));
    checks.add(
        new Check(
            "threads",
            natives.blasThreads() == 1 ? Verdict.OK : Verdict.NOTE,
            "%d processors for batches and inputs side by side; %d in the pool of OpenBLAS (1 is right)"
                .formatted(Runtime.getRuntime().availableProcessors(), natives.blasThreads())));
    return checks;
  }

  private static Check database() {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      return new Check(
          "results database",
          Verdict.OK,
          "DuckDB " + connection.getMetaData().getDatabaseProductVersion());
    } catch (SQLException | LinkageError e) {
      return new Check("results database", Verdict.MISSING, "DuckDB does not start: " + e);
    }
  }

  /** Free space at the nearest existing folder. */
  private static Check disk(String name, Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      FileStore store = Files.getFileStore(existing);
      long free = store.getUsableSpace();
      boolean writable = Files.isWritable(existing);
      Verdict verdict = !writable ? Verdict.NOTE : free < ENOUGH_DISK ? Verdict.NOTE : Verdict.OK;
      return new Check(
          name,
          verdict,
          "%s free in %s%s"
              .formatted(Quantities.bytes(free), existing, writable ? "" : ", not writable"));
    } catch (IOException e) {
      return new Check(name, Verdict.NOTE, "unknown: " + e.getMessage());
    }
  }
}
