/**
 * A folder of CSV files as a source of prices. The CSV of the CFTC's reports is parsed in {@code cftc}, and tables of the API are
 * written in {@code payload}.
 */
@NullMarked
package cotinga.price.csv;

import org.jspecify.annotations.NullMarked;
