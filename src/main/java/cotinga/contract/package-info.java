/**
 * The contract of the API, {@code openapi.yaml}: its operations, and the validation of requests against them. It does not process
 * requests.
 */
@NullMarked
package cotinga.contract;

import org.jspecify.annotations.NullMarked;
