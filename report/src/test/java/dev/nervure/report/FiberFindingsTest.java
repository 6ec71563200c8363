package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class FiberFindingsTest {
  @Test
  void whatIsNotFiniteHasNoClass() {
    ObjectNode walk = new ObjectMapper().createObjectNode();
    walk.put("mode", "walk").put("stop", "not_finite").put("steps", 0);
    walk.putNull("drift").putNull("nullDimension");
    assertThat(FiberFindings.of(walk))
        .containsExactly(
            "Nothing is estimable here: the output of the network or its derivative is not finite at the input.");
  }
}
