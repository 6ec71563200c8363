/** What a check of a network against its baseline leaves for continuous integration. */
@NullMarked
package dev.nervure.report.check;

import org.jspecify.annotations.NullMarked;
