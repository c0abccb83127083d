/**
 * What an incident proves of one channel of one person: that it reached them, that it did
 * not, or nothing at all.
 *
 * A call that was taken back because the answer had come by another way is no failure, and
 * a carrier that tells nothing of an SMS proves nothing by it. Picked up and silent is no
 * proof either: a machine does that too.
 */
import type { Mode } from "./kinds.ts";

export type SendOutcome = {
	/** Some try was taken by the carrier. */
	isSent: boolean;
	/** The carrier will never take it, or took it and could not bring it. */
	isFailed: boolean;
	/** The device has it, says the carrier. */
	isDelivered: boolean;
};

export type ProvenChannel = "telegram" | "sms" | "voice";
export type Proven = "reached" | "notReached" | "unknown";

export function proven(about: {
	mode: Mode;
	channel: ProvenChannel;
	send: SendOutcome;
	/** Ways the person answered by; a page is opened from an SMS, or from a chat. */
	answeredOn: ReadonlySet<string>;
	/** The carrier tells what became of an SMS. */
	hasReceipts: boolean;
	/** A call hears keys; where it only rings, nobody can answer in it. */
	hasKeys: boolean;
}): Proven {
	const { channel, send, answeredOn } = about;
	if (answeredOn.has(channel)) return "reached";
	if (channel === "sms" && send.isDelivered) return "reached";
	if (channel === "sms" && send.isSent && answeredOn.has("page"))
		return "reached";
	if (send.isFailed && channel !== "voice") return "notReached";
	if (channel === "voice" && send.isSent && !about.hasKeys) return "unknown";
	// In a roll call nothing is taken back, so silence of a channel is its own.
	if (about.mode === "test" && (channel === "voice" || isUnproven(about)))
		return "notReached";
	if (answeredOn.size > 0) return "unknown";
	if (channel === "sms" && send.isSent && !about.hasReceipts) return "unknown";
	return "notReached";
}

const isUnproven = (about: {
	channel: ProvenChannel;
	hasReceipts: boolean;
}): boolean => about.channel === "sms" && about.hasReceipts;

/** Counts of one channel; a long past weighs less than the last weeks. */
export type Counted = { asked: number; reached: number };

/** Beyond so many the past is halved: a phone lost in May is seen in June. */
const REMEMBERED = 16;

export function counted(before: Counted, isReached: boolean): Counted {
	const asked = before.asked + 1;
	const reached = before.reached + (isReached ? 1 : 0);
	return asked > REMEMBERED
		? { asked: Math.ceil(asked / 2), reached: Math.round(reached / 2) }
		: { asked, reached };
}

/**
 * Reachability, 0 to 100: the chance that at least one channel gets through, each as often
 * as it did. Undefined while nothing was ever asked.
 */
export function reachability(channels: readonly Counted[]): number | undefined {
	const tried = channels.filter(({ asked }) => asked > 0);
	if (tried.length === 0) return undefined;
	const missed = tried.reduce(
		(chance, { asked, reached }) => chance * (1 - reached / asked),
		1,
	);
	return Math.round(100 * (1 - missed));
}

/** Of a brigade: the mean of those it is known of. */
export function meanReachability(
	people: readonly (number | undefined)[],
): number | undefined {
	const known = people.flatMap((score) => score ?? []);
	return known.length === 0
		? undefined
		: Math.round(known.reduce((sum, score) => sum + score, 0) / known.length);
}
