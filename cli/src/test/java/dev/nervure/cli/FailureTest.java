package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.nervure.data.BadDataException;
import dev.nervure.network.BadModelException;
import dev.nervure.network.ModelFailedException;
import dev.nervure.progress.CancelledException;
import dev.nervure.run.BadRunException;
import dev.nervure.run.ResourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(
            new BadModelException("cut short", "m.onnx", "export it again"), ExitCode.BAD_INPUT),
        arguments(new BadDataException("cut short", "x.npy", "Copy it again."), ExitCode.BAD_INPUT),
        arguments(new BadRunException("no run"), ExitCode.BAD_INPUT),
        arguments(new NoSuchFileException("x"), ExitCode.BAD_INPUT),
        arguments(new ModelFailedException("NaN in conv1"), ExitCode.MODEL_FAILED),
        arguments(new ResourceException("disk full"), ExitCode.RESOURCE),
        arguments(new AccessDeniedException("x"), ExitCode.RESOURCE),
        arguments(new FileSystemException("x", null, "No space left on device"), ExitCode.RESOURCE),
        arguments(new UncheckedIOException(new IOException("broken")), ExitCode.RESOURCE),
        arguments(new OutOfMemoryError("heap"), ExitCode.RESOURCE),
        arguments(new UnsatisfiedLinkError("no libgomp"), ExitCode.RESOURCE),
        arguments(new IllegalArgumentException("k must be in [1, 9] but was 12"), ExitCode.USAGE),
        arguments(new CancelledException(), ExitCode.INTERRUPTED),
        arguments(new IllegalStateException("bug"), ExitCode.INTERNAL));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theKindOfFailureDecidesTheExitCodeAndThreeLinesSayIt(Throwable thrown, ExitCode expected) {
    Failure failure = Failure.of(thrown);
    assertThat(failure.exitCode()).isEqualTo(expected);
    assertThat(failure.message().lines()).hasSizeBetween(1, 3).noneMatch(String::isBlank);
  }

  @Test
  void aLongMessageIsCutToThreeLines() {
    Failure failure = Failure.of(new BadRunException("one\ntwo\nthree\nfour"));
    assertThat(failure.message()).isEqualTo("one\ntwo\nthree");
  }
}
