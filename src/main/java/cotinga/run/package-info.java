/** What the routes of a run call: its record, its archives, its progress. */
@NullMarked
package cotinga.run;

import org.jspecify.annotations.NullMarked;
