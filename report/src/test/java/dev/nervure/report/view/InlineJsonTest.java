package dev.nervure.report.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InlineJsonTest {
  @Test
  void nothingCanEndTheScriptElement() {
    String text =
        InlineJson.of(JsonNodeFactory.instance.textNode("</script><!--\u2028\u2029&>'\""));
    assertThat(text)
        .isEqualTo("\"\\u003c/script\\u003e\\u003c!--\\u2028\\u2029\\u0026\\u003e'\\\"\"");
  }

  @Test
  void anyTextComesBackAsItWas() throws Exception {
    long seed = 20260115;
    Random random = new Random(seed);
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 30; c++) {
        int point = random.nextInt(random.nextBoolean() ? 128 : 0x3000);
        text.appendCodePoint(point);
      }
      String json = InlineJson.of(JsonNodeFactory.instance.textNode(text.toString()));
      assertThat(json).as("seed " + seed).doesNotContain("<", ">", "&", "\u2028", "\u2029");
      assertThat(mapper.readTree(json).asText()).as("seed " + seed).isEqualTo(text.toString());
    }
  }
}
