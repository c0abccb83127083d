/**
 * A word to somebody who did not write to us just now: a chief about a request, a
 * newcomer about an answer. Silent, at the very end of the lane, never tried again:
 * whatever it is about stands in the menu too.
 */
import type { Service } from "./service.ts";
import { inChat, inSms } from "./wording/asItStands.ts";
import type { Button } from "./wording/buttons.ts";
import type { Rendered } from "./wording/rendered.ts";

/** Takes a token of the lane, then sends; in order within a chat. */
export type Courtesy = (
	chat: string,
	send: () => Promise<void>,
) => Promise<void>;

const SEND_WITHIN_MS = 5_000;

export async function tellInChat(
	{ channels }: Pick<Service, "channels">,
	courtesy: Courtesy,
	{
		chat,
		words,
		buttons = [],
	}: { chat: string; words: string; buttons?: Button[][] },
): Promise<void> {
	const telegram = channels.get("telegram");
	if (!telegram) return;
	const body = inChat(words, { buttons, silent: true });
	await courtesy(chat, async () => {
		await telegram.send(outgoing(chat, body), SEND_WITHIN_MS);
	});
}

/** True when the carrier took it, or may have: a second copy would only frighten. */
export async function tellBySms(
	{ channels }: Pick<Service, "channels">,
	{
		phone,
		words,
		smsAlphabet,
	}: { phone: string; words: string; smsAlphabet: "cyrillic" | "latin" },
): Promise<boolean> {
	const sent = await channels
		.get("sms")
		?.send(outgoing(phone, inSms(words, smsAlphabet)), SEND_WITHIN_MS);
	return sent?.outcome === "accepted" || sent?.outcome === "unknown";
}

const outgoing = (to: string, body: Rendered) => ({
	attemptId: crypto.randomUUID(),
	to,
	body: JSON.stringify(body),
	incidentId: "",
});
