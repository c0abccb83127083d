/**
 * The text or speech of an outbox row, as the channel it was rendered for reads it.
 */
import type { Outcome } from "../ports.ts";
import type { Rendered } from "../wording/rendered.ts";

type For<Name extends Rendered["channel"]> = Extract<
	Rendered,
	{ channel: Name }
>;

/** `undefined` when it is not a text for this channel: a defect that must not stop the lane. */
export function readBody<Name extends Rendered["channel"]>(
	body: string,
	channel: Name,
): For<Name> | undefined {
	try {
		const rendered = JSON.parse(body) as Rendered;
		return rendered.channel === channel ? (rendered as For<Name>) : undefined;
	} catch {
		return undefined;
	}
}

/** Nothing was sent, and sending it again would not help: the next channel is tried now. */
export const UNREADABLE: Outcome = {
	outcome: "rejected",
	code: "unreadable",
	reason: "content",
};
