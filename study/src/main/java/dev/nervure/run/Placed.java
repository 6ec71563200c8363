package dev.nervure.run;

/** A row that belongs to one of the subjects of a run. */
public interface Placed {
  /** Where it stands. */
  Place place();
}
