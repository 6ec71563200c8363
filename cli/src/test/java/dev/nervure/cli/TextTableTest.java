package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void textStandsLeftAndNumbersRight() {
    TextTable table = new TextTable(1);
    table.add(List.of("layer", "dim"));
    table.add(List.of("a", "12345"));
    table.add(List.of("longer name"));
    assertThat(table.lines())
        .containsExactly("layer          dim", "a            12345", "longer name");
  }
}
