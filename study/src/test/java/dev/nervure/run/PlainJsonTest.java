package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The text of parameters is stored and hashed: it must not depend on the virtual machine. */
class PlainJsonTest {
  private record Parameters(Map<String, Object> values) {}

  @Test
  void mapsWithoutAnOrderAreWrittenByTheirKeys() {
    Map<String, Object> salted = new LinkedHashMap<>();
    StringBuilder expected = new StringBuilder();
    for (char letter = 'h'; letter >= 'a'; letter--) {
      salted.put(String.valueOf(letter), (int) letter);
      expected.insert(0, ",\"%s\":%d".formatted(letter, (int) letter));
    }
    String byKeys = "{" + expected.substring(1) + "}";
    assertThat(PlainJson.of(Map.copyOf(salted))).isEqualTo(byKeys);
    assertThat(PlainJson.of(new HashMap<>(salted))).isEqualTo(byKeys);
    assertThat(PlainJson.of(List.of(Map.copyOf(salted)))).isEqualTo("[" + byKeys + "]");
    assertThat(PlainJson.of(Map.of("only", Map.copyOf(salted))))
        .isEqualTo("{\"only\":" + byKeys + "}");
    assertThat(PlainJson.of(new Parameters(Map.copyOf(salted))))
        .isEqualTo("{\"values\":" + byKeys + "}");
    assertThat(PlainJson.indented(Map.of("b", 1, "a", 2)).replaceAll("\\s", ""))
        .isEqualTo("{\"a\":2,\"b\":1}");
  }

  @Test
  void mapsWithAnOrderKeepIt() {
    Map<String, Object> ordered = new LinkedHashMap<>();
    ordered.put("second", 2);
    ordered.put("first", 1);
    assertThat(PlainJson.of(ordered)).isEqualTo("{\"second\":2,\"first\":1}");
  }
}
