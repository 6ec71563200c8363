package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  @Test
  void aMachineThatRunsTheTestsIsSound() {
    CommandRun run = CommandRun.of("doctor").succeeded();
    assertThat(run.out()).contains("libtorch", "java", "threads", "disk", "DuckDB");
  }

  @Test
  void theJsonSaysTheSame() {
    JsonNode json = CommandRun.of("doctor", "--json").succeeded().json();
    assertThat(json.get("sound").asBoolean()).isTrue();
    assertThat(json.get("checks")).isNotEmpty();
    for (JsonNode check : json.get("checks")) {
      assertThat(check.get("verdict").asText()).isIn("ok", "note");
      assertThat(check.get("finding").asText()).isNotBlank();
    }
  }
}
