package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.attack.AttackSetting;
import dev.nervure.attack.Attacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nervure attack} from its command line to its JSON, on a network that the test makes. */
class AttackCommandTest {
  @TempDir Path folder;
  private String model = "";

  @BeforeEach
  void writeNetwork() throws IOException {
    model = SmallNetwork.write(folder.resolve("lenet.onnx")).toString();
  }

  private Path out() {
    return folder.resolve("run");
  }

  private CommandRun attack(String... more) {
    String[] first = {
      "attack",
      model,
      "--data",
      SmallNetwork.DATA,
      "--layers",
      "logits",
      "--measures",
      "knn_label_agreement",
      "--exchanges",
      "9",
      "--neighbors",
      "5",
      "--quiet",
      "--out",
      out().toString()
    };
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void theJsonIsTheContract() {
    String[] asked = {
      "--range",
      "0:40",
      "--method",
      "pgd",
      "--norm",
      "linf",
      "--eps",
      "0.1,0.2",
      "--steps",
      "3",
      "--restarts",
      "2",
      "--json"
    };
    JsonNode json = attack(asked).succeeded().json();
    assertThat(json.get("samples").asInt()).isEqualTo(40);
    assertThat(json.get("cleanAccuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("attacks")).hasSize(2);
    for (int i = 0; i < 2; i++) {
      JsonNode attack = json.get("attacks").get(i);
      assertThat(attack.get("method").asText()).isEqualTo("pgd");
      assertThat(attack.get("norm").asText()).isEqualTo("linf");
      assertThat(attack.get("eps").asDouble()).isEqualTo(i == 0 ? 0.1 : 0.2);
      assertThat(attack.get("accuracy").asDouble())
          .isLessThanOrEqualTo(json.get("cleanAccuracy").asDouble());
      assertThat(attack.get("n").asInt()).isEqualTo(40);
    }
    assertThat(json.get("controls")).hasSize(2);
    assertThat(json.get("layers").size()).isEqualTo(5);
    assertThat(json.at("/layers/0/group").asText()).isEqualTo("clean");
    assertThat(attack(asked).succeeded().json()).as("from the run").isEqualTo(json);
    JsonNode predicted =
        CommandRun.of(
                "predict",
                model,
                "--data",
                out().resolve("attacked/pgd-linf-0.2.npy").toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(predicted.get("samples").asInt()).isEqualTo(40);
  }

  @Test
  void strengthsMayBeGreyLevels() {
    JsonNode json =
        attack(
                "--range",
                "0:20",
                "--method",
                "fgsm",
                "--eps",
                "8/255,16levels",
                "--quantize",
                "--no-control",
                "--json")
            .succeeded()
            .json();
    assertThat(json.at("/attacks/0/eps").asDouble()).isCloseTo(8 / 255.0, within(1e-15));
    assertThat(json.at("/attacks/1/eps").asDouble()).isCloseTo(16 / 255.0, within(1e-15));
    assertThat(json.at("/attacks/0/largestChangeOfAValue").asDouble())
        .isLessThanOrEqualTo(8 / 255.0);
    assertThat(json.get("controls")).isEmpty();
  }

  @Test
  void theTableShowsAttacksAndLayers() {
    CommandRun run =
        attack("--range", "0:40", "--method", "deepfool", "--eps", "0.5", "--steps", "5")
            .succeeded();
    assertThat(run.out()).contains("deepfool", "95 % interval", "run: " + out());
    assertThat(run.out()).contains("group deepfool l2, beside clean inputs", "detector");
    assertThat(run.out())
        .contains("p at most 0.05, corrected over the layers")
        .containsPattern("change \\(L2\\) of deepfool: mean over \\d+ of 40 inputs");
    assertThat(Files.exists(out().resolve("attacked/deepfool-l2.png"))).isTrue();
  }

  @Test
  void helpNamesTheDefaultsOfTheListOfAttacks() {
    String help = CommandRun.of("attack", "--help").succeeded().out().replaceAll("\\s+", " ");
    assertThat(help).doesNotContain("${").contains("smallest change look deepfool, cw.");
    for (AttackSetting setting : AttackSetting.values()) {
      assertThat(help).contains("Default: " + Attacks.defaults(setting) + ".");
    }
  }

  @Test
  void oneReasonForManyValuesTakesOneLine() {
    CommandRun run =
        CommandRun.of(
                "attack",
                model,
                "--data",
                SmallNetwork.DATA,
                "--range",
                "0:5",
                "--method",
                "fgsm",
                "--eps",
                "0.1",
                "--no-control",
                "--layers",
                "all",
                "--measures",
                "knn_label_agreement",
                "--out",
                out().toString())
            .succeeded();
    assertThat(run.out().lines().filter(line -> line.startsWith("- ")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains(" more: ").hasSizeLessThan(160));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThat(attack("--method", "pgd").failedWith(ExitCode.USAGE).err())
        .contains("needs a strength");
    assertThat(attack("--method", "pdg", "--eps", "0.1").failedWith(ExitCode.USAGE).err())
        .contains("pdg", "pgd");
    assertThat(
            attack("--method", "spatial", "--eps", "10", "--steps", "5")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--steps", "spatial");
    for (String strength : new String[] {"-1", "8/0"}) {
      assertThat(
              attack("--method", "deepfool", "--eps=" + strength).failedWith(ExitCode.USAGE).err())
          .contains("strength must be finite");
    }
    assertThat(attack("--eps", "much").failedWith(ExitCode.USAGE).err()).contains("much", "8/255");
    assertThat(attack("--eps", "0.1", "--target", "cat").failedWith(ExitCode.USAGE).err())
        .contains("cat");
    assertThat(attack("--eps", "0.1", "--range", "0:101").failedWith(ExitCode.BAD_INPUT).err())
        .contains("100 samples");
    assertThat(
            attack("--eps", "0.1", "--mean", "0.5", "--std", "0.5", "--box", "0.4,0.6")
                .failedWith(ExitCode.BAD_INPUT)
                .err())
        .contains("outside of the range");
  }
}
