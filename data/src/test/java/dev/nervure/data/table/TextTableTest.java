package dev.nervure.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.data.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTableTest {
  @TempDir Path folder;

  private TextTable read(String text) throws IOException {
    return TextTable.read(Files.writeString(folder.resolve("table.csv"), text), null);
  }

  @Test
  void keepsTextsAndFindsColumnsByName() throws IOException {
    TextTable table = read("model;acc;note\n\"a;b\";0.5;\nc;;x\n");
    assertThat(table.header()).containsExactly("model", "acc", "note");
    assertThat(table.column("model")).containsExactly("a;b", "c");
    assertThat(table.column("acc")).containsExactly("0.5", "");
    assertThatThrownBy(() -> table.column("loss"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("[model, acc, note]");
  }

  @Test
  void refusesRowsOfAnotherLengthAndTablesWithoutNamesOrRows() throws IOException {
    assertThatThrownBy(() -> read("model,acc\na,1\nb\n"))
        .hasMessageContaining("1 cells")
        .hasMessageContaining("line 3");
    assertThatThrownBy(() -> read("1.5,2.5\n3,4\n")).hasMessageContaining("no names of columns");
    assertThatThrownBy(() -> read("model,acc\n")).hasMessageContaining("no rows");
  }

  @Test
  void numbersAreFinite() {
    assertThat(TextTable.number(" 1e-3 ")).isEqualTo(0.001);
    assertThat(TextTable.number("NaN")).isNull();
    assertThat(TextTable.number("Infinity")).isNull();
    assertThat(TextTable.number("n/a")).isNull();
  }
}
