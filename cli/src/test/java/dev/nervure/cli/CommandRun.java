package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command that ran in this process: what it returned and what it printed. */
record CommandRun(int exitCode, String out, String err) {

  /** Runs {@code nervure} with these arguments behind pipes. */
  static CommandRun of(String... arguments) {
    return with(Map.of(), arguments);
  }

  /** The same with environment variables. */
  static CommandRun with(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        Terminal.piped(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exitCode = Main.run(new Session(terminal, Interruption.never()), environment, arguments);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs it in a process of its own, in a folder: where results go that are not told. */
  static CommandRun in(Path directory, String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.nervure.cli.Main"));
    words.addAll(List.of(arguments));
    Path out = Files.createTempFile("nervure", ".out");
    Path err = Files.createTempFile("nervure", ".err");
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new CommandRun(process.waitFor(), Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The same run, which must have ended with 0. */
  CommandRun succeeded() {
    assertThat(exitCode).as("exit code; standard error was:%n%s", err).isZero();
    return this;
  }

  /**
   * The same run, which must have failed as documented: this code, no result, one to three lines.
   */
  CommandRun failedWith(ExitCode expected) {
    assertThat(exitCode).as("exit code; standard error was:%n%s", err).isEqualTo(expected.number());
    assertThat(out).isEmpty();
    assertThat(err.strip().lines()).hasSizeBetween(1, 3);
    assertThat(err).startsWith("nervure").doesNotContain("\tat ");
    return this;
  }

  /** Standard output as JSON. */
  JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON on standard output:\n" + out, e);
    }
  }
}
