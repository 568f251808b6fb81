package io.quotakeeper.select;

/**
 * What was thought of one account for a request.
 *
 * @param standing how it stood
 * @param reason why it was chosen or passed over
 * @param headroom the share that was left of its tightest window after what was held, 0 to 1; 0 if
 *     it could not serve
 */
public record Verdict(Standing standing, Reason reason, double headroom) {}
