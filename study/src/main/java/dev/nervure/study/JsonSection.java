package dev.nervure.study;

import dev.nervure.run.Results;

/** What a study adds to the JSON of its run, beside what every study has. */
public interface JsonSection {

  /** The name of its field. */
  String name();

  /** Its content: maps, lists, numbers, texts, records. */
  Object tree(Results results);
}
