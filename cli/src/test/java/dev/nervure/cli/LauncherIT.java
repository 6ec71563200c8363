package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nervure.testing.ProjectRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with the real program and with a clone and JDKs made up for the purpose. */
class LauncherIT {
  private static final Path DISTRIBUTION = ProjectRoot.find().resolve("cli/target/nervure");

  /**
   * A start-up from the archive takes about 0.3 s on two cores; the margin is for busy machines.
   */
  private static final long QUICK_START_MILLISECONDS = 5_000;

  /** The promise is a second; the margin is for busy machines. Unasked, the work takes minutes. */
  private static final long INTERRUPT_MILLISECONDS = 15_000;

  @TempDir Path folder;

  @BeforeEach
  void needsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell here");
  }

  @Test
  void distributionStartsQuicklyFromTheSecondTimeOn() throws Exception {
    assertThat(run(DISTRIBUTION, Map.of(), "--help").exitCode()).isZero();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      CommandRun help = run(DISTRIBUTION, Map.of(), "--help");
      best = Math.min(best, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
      assertThat(help.out()).contains("Usage: nervure", "Commands:");
      assertThat(help.err()).isEmpty();
    }
    assertThat(best).isLessThan(QUICK_START_MILLISECONDS);
  }

  @Test
  void distributionPassesExitCodesOn() throws Exception {
    CommandRun wrong = run(DISTRIBUTION, Map.of(), "report", "nowhere");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).startsWith("nervure report:").contains("nowhere");
    assertThat(run(DISTRIBUTION, Map.of(), "no-such-command").exitCode()).isEqualTo(2);
  }

  @Test
  void anInterruptIsAnsweredWithinASecondAndKeepsTheRun() throws Exception {
    Path run = folder.resolve("demo");
    String err =
        interrupted(
            () -> Files.exists(run.resolve("manifest.json")), "demo", "--out", run.toString());
    assertThat(err).contains("interrupted");
    assertThat(run.resolve("manifest.json")).exists();
  }

  @Test
  void anInterruptedGenerationGoesOnWhereItEnded() throws Exception {
    Path model = SmallNetwork.write(folder.resolve("lenet.onnx"));
    List<String> command =
        List.of(
            "fibers",
            "members",
            model.toString(),
            "--data",
            "glyphs:samples=20",
            "--samples",
            "20",
            "--per-input",
            "2",
            "--length",
            "10",
            "--threads",
            "1",
            "--out");
    Path cut = folder.resolve("cut");
    Path kept = cut.resolve("members.part");
    String[] toCut = concat(command, cut);
    assertThat(interrupted(() -> holdsFigures(kept), toCut)).contains("interrupted");
    assertThat(cut.resolve("samples.npy")).doesNotExist();
    assertThat(kept).isDirectoryContaining("glob:**.json");

    assertThat(run(DISTRIBUTION, Map.of(), toCut).exitCode()).isZero();
    Path whole = folder.resolve("whole");
    assertThat(run(DISTRIBUTION, Map.of(), concat(command, whole)).exitCode()).isZero();
    for (String file : List.of("samples.npy", "labels.npy", "sources.npy", "members.json")) {
      assertThat(cut.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(kept).doesNotExist();
  }

  /** The figures of an input are written when its members are there. */
  private static boolean holdsFigures(Path kept) throws IOException {
    if (!Files.isDirectory(kept)) {
      return false;
    }
    try (Stream<Path> files = Files.list(kept)) {
      return files.anyMatch(file -> file.toString().endsWith(".json"));
    }
  }

  private static String[] concat(List<String> command, Path out) {
    List<String> all = new ArrayList<>(command);
    all.add(out.toString());
    return all.toArray(new String[0]);
  }

  /**
   * Starts a command, interrupts it a second after it has begun, and checks that it answers.
   *
   * @return what it said
   */
  private String interrupted(Callable<Boolean> begun, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", DISTRIBUTION.resolve("nervure").toString()));
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    while (!begun.call() && process.isAlive()) {
      Thread.sleep(50);
    }
    Thread.sleep(1_000);
    long asked = System.nanoTime();
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
    assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED.number());
    assertThat(took).isLessThan(INTERRUPT_MILLISECONDS);
    return Files.readString(err);
  }

  @Test
  void distributionHoldsNativesOfOnePlatformOnly() throws IOException {
    try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
      List<String> natives =
          jars.map(jar -> String.valueOf(jar.getFileName()))
              .filter(
                  name ->
                      name.matches(
                          "(pytorch|openblas|duckdb_jdbc)-.*(x86_64|arm64|amd64|universal)\\.jar"))
              .toList();
      assertThat(natives).hasSize(3);
    }
  }

  @Test
  void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
    Path clone = madeUpClone();
    Map<String, String> environment = Map.of("NERVURE_JAVA_HOME", madeUpJdk("21.0.1").toString());

    CommandRun first = run(clone, environment, "one");
    assertThat(first.err()).contains("building with JDK 21.0.1");
    assertThat(first.out()).contains("java 21.0.1").endsWith("dev.nervure.cli.Main one\n");

    assertThat(run(clone, environment, "two").err()).isEmpty();

    Path source = clone.resolve("shape/src/main/A.java");
    Files.writeString(source, "changed");
    Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 5_000));
    assertThat(run(clone, environment, "three").err()).contains("building");
    assertThat(Files.readAllLines(clone.resolve("builds"))).hasSize(2);
  }

  @Test
  void ofTwoStartsAtOnceOneBuildsAndTheOtherWaits() throws Exception {
    Path clone = slowClone(folder.resolve("clone"));
    Map<String, String> environment = Map.of("NERVURE_JAVA_HOME", madeUpJdk("21.0.1").toString());
    CompletableFuture<CommandRun> other =
        CompletableFuture.supplyAsync(() -> unchecked(() -> run(clone, environment, "one")));
    CommandRun here = run(clone, environment, "two");

    for (CommandRun one : List.of(here, other.get())) {
      assertThat(one.exitCode()).as(one.err()).isZero();
      assertThat(one.out()).contains("java 21.0.1");
    }
    assertThat(Files.readAllLines(clone.resolve("builds"))).hasSize(1);
    assertThat(here.err() + other.get().err()).containsOnlyOnce("building with");
    assertThat(lockOf(clone)).doesNotExist();
  }

  @Test
  void aLockWhoseOwnerIsGoneIsTakenOver() throws Exception {
    Map<String, String> environment = Map.of("NERVURE_JAVA_HOME", madeUpJdk("21.0.1").toString());
    Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    assertThat(gone.waitFor()).isZero();
    for (String owner : List.of(Long.toString(gone.pid()), "")) {
      Path clone = slowClone(folder.resolve("clone of " + owner));
      Files.createDirectories(lockOf(clone));
      if (!owner.isEmpty()) {
        Files.createFile(lockOf(clone).resolve(owner));
      }
      CompletableFuture<CommandRun> other =
          CompletableFuture.supplyAsync(() -> unchecked(() -> run(clone, environment, "one")));
      assertThat(run(clone, environment, "two").out()).contains("java 21.0.1");
      assertThat(other.get().out()).contains("java 21.0.1");
      assertThat(Files.readAllLines(clone.resolve("builds"))).hasSize(1);
      assertThat(lockOf(clone)).doesNotExist();
    }
  }

  private static Path lockOf(Path clone) {
    return clone.resolve("cli/target/build-lock");
  }

  @Test
  void saysSoWhenTheBuildFails() throws Exception {
    Path clone = madeUpClone();
    executable(clone.resolve("mvnw"), "#!/bin/sh\nexit 1\n");
    CommandRun failed =
        run(clone, Map.of("NERVURE_JAVA_HOME", madeUpJdk("21.0.1").toString()), "one");
    assertThat(failed.exitCode()).isEqualTo(ExitCode.RESOURCE.number());
    assertThat(failed.err()).contains("the build failed");
    assertThat(lockOf(clone)).doesNotExist();
  }

  @Test
  void takesTheNewestJdk() throws Exception {
    Path home = folder.resolve("home");
    Path newest = madeUpJdk("98.0.2", home.resolve(".sdkman/candidates/java/98"));
    madeUpJdk("97.0.1", home.resolve(".jdks/97"));
    Map<String, String> environment =
        Map.of("HOME", home.toString(), "JAVA_HOME", madeUpJdk("17.0.1").toString());
    assertThat(run(madeUpClone(), environment, "x").out())
        .contains("java 98.0.2")
        .contains("--sun-misc-unsafe-memory-access=allow");
    assertThat(newest).exists();
  }

  @Test
  void refusesAnOldJdkInOneLine() throws Exception {
    CommandRun refused =
        run(madeUpClone(), Map.of("NERVURE_JAVA_HOME", madeUpJdk("11.0.2").toString()), "x");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.RESOURCE.number());
    assertThat(refused.err().strip().lines()).hasSize(1);
    assertThat(refused.err()).contains("not a JDK 17 or later");
  }

  @Test
  void worksThroughALinkAndInAFolderWithSpaces() throws Exception {
    Path clone = madeUpClone(folder.resolve("a clone"));
    Path link = Files.createSymbolicLink(folder.resolve("linked"), clone.resolve("nervure"));
    Map<String, String> environment = Map.of("NERVURE_JAVA_HOME", madeUpJdk("17.0.9").toString());
    assertThat(start(link, environment, "two words").out()).contains("Main two words");
  }

  private Path madeUpClone() throws IOException {
    return madeUpClone(folder.resolve("clone"));
  }

  /** A clone whose build only leaves a jar and counts itself. */
  private static Path madeUpClone(Path clone) throws IOException {
    Files.createDirectories(clone.resolve("shape/src/main"));
    Files.writeString(clone.resolve("pom.xml"), "");
    Files.writeString(clone.resolve("shape/src/main/A.java"), "");
    Files.copy(ProjectRoot.find().resolve("nervure"), clone.resolve("nervure"));
    executable(
        clone.resolve("mvnw"),
        """
        #!/bin/sh
        echo built >> builds
        mkdir -p cli/target/nervure/lib
        : > cli/target/nervure/lib/nervure.jar
        : > cli/target/nervure/nervure
        """);
    return clone;
  }

  /** A clone whose build takes a second, and fails where another one works at the same time. */
  private static Path slowClone(Path clone) throws IOException {
    madeUpClone(clone);
    executable(
        clone.resolve("mvnw"),
        """
        #!/bin/sh
        mkdir working || exit 1
        echo built >> builds
        mkdir -p cli/target/nervure/lib
        : > cli/target/nervure/lib/nervure.jar
        sleep 1
        : > cli/target/nervure/nervure
        rmdir working
        """);
    return clone;
  }

  private static <T> T unchecked(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception failure) {
      throw new CompletionException(failure);
    }
  }

  private Path madeUpJdk(String version) throws IOException {
    return madeUpJdk(version, folder.resolve("jdk-" + version));
  }

  /** A JDK whose java prints how it was called. */
  private static Path madeUpJdk(String version, Path jdk) throws IOException {
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    executable(jdk.resolve("bin/java"), "#!/bin/sh\necho java " + version + " \"$@\"\n");
    executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    return jdk;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private CommandRun run(Path clone, Map<String, String> environment, String... arguments)
      throws Exception {
    return start(clone.resolve("nervure"), environment, arguments);
  }

  private CommandRun start(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("NERVURE_JAVA_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new CommandRun(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
