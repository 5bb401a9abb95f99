/**
 * Event studies: what the price of a market did after the weeks in which a condition began to hold, compared with all weeks and with the
 * same condition at other times. {@link cotinga.study.EventStudy} computes one from a condition, times of publication and sessions. It
 * uses no Camel, no SQL, no JSON and no clock. All weeks and sessions are oldest first.
 */
@NullMarked
package cotinga.study;

import org.jspecify.annotations.NullMarked;
