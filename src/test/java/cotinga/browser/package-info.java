/** The dashboard in a real browser: Chromium with its driver, as Debian packages them. Without them these tests are skipped. */
@NullMarked
package cotinga.browser;

import org.jspecify.annotations.NullMarked;
