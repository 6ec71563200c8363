package dev.nervure.study;

import dev.nervure.run.Results;
import org.jspecify.annotations.Nullable;

/** What a study adds to the JSON of its run, beside what every study has. */
public interface JsonSection {

  /** The name of its field. */
  String name();

  /** Its content: maps, lists, numbers, texts, records; null where the run has none of it. */
  @Nullable Object tree(Results results);
}
