package cotinga.intake;

import cotinga.cftc.MalformedLimit;

/**
 * The limits within which a file is accepted.
 *
 * @param malformed how many malformed lines it may have
 * @param maxTextBytes the maximum length of its text
 */
public record ArchiveLimits(MalformedLimit malformed, long maxTextBytes) {}
