/**
 * What a run shows, in plain sentences: one class a kind of sentence, and one line in {@link
 * dev.nervure.report.finding.Findings}.
 */
@NullMarked
package dev.nervure.report.finding;

import org.jspecify.annotations.NullMarked;
