/** Tests of the command line, mostly as a user types it. */
@NullMarked
package dev.nervure.cli;

import org.jspecify.annotations.NullMarked;
