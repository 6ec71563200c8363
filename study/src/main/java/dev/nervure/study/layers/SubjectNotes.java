package dev.nervure.study.layers;

import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be said of the networks of a run. */
public final class SubjectNotes {
  private SubjectNotes() {}

  /** Their notes: of all of them once, otherwise after the subjects of which they are said. */
  public static List<String> of(Map<Subject, ActivationSource> sources, Results results) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    sources.forEach(
        (at, source) ->
            source
                .notes(results.at(at))
                .forEach(
                    note ->
                        places.computeIfAbsent(note, same -> new ArrayList<>()).add(at.text())));
    List<String> notes = new ArrayList<>();
    places.forEach(
        (note, at) ->
            notes.add(at.size() == sources.size() ? note : String.join("; ", at) + ": " + note));
    return notes;
  }
}
