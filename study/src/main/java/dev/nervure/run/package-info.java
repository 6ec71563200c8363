/**
 * The run directory: where a study keeps its manifest, its results database and its arrays, so that
 * a second run does only what is missing and a killed run resumes. Readers of results (report,
 * command line) need this package alone.
 */
@NullMarked
package dev.nervure.run;

import org.jspecify.annotations.NullMarked;
