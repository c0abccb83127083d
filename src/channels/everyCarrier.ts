/**
 * What holds whichever carrier sends: no emergency number is ever dialled or written to,
 * no text wakes anybody late, no ring lasts into voice mail.
 */
import type { Outcome } from "../ports.ts";

export const REFUSED_NUMBER: Outcome = {
	outcome: "rejected",
	code: "emergencyNumber",
	reason: "refused",
};

/**
 * How long a carrier may hold an SMS back before giving up: an alert much later does harm,
 * and a shorter time would drop it while a busy sender still works through its queue.
 */
export const VALID_SECONDS = 900;

/** Longer would reach the voice mail of most networks, and keep the next call waiting. */
export const RING_SECONDS = 25;
