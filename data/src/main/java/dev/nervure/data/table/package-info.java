/**
 * Tables of numbers as text, the one way in which every command reads them: {@link
 * dev.nervure.data.table.TextLines} decodes lines, {@link dev.nervure.data.table.TableRows} finds
 * out separator and header and splits rows into cells, {@link dev.nervure.data.table.NumberTable}
 * makes numbers of them and knows which column holds labels or counts the rows.
 */
@NullMarked
package dev.nervure.data.table;

import org.jspecify.annotations.NullMarked;
