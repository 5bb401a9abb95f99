/**
 * Measures of a market's weeks, such as indexes, percentiles and z-scores over windows of calendar time. All weeks are oldest first.
 * {@link cotinga.measure.Measures} computes the columns of a {@link cotinga.measure.MeasureRequest} from {@link
 * cotinga.measure.MarketWeeks}. It uses no Camel, no SQL, no JSON and no clock.
 *
 * <p>A new measure is one subclass of {@link cotinga.measure.Measure} in the list of {@link cotinga.measure.Catalogue}.
 */
@NullMarked
package cotinga.measure;

import org.jspecify.annotations.NullMarked;
