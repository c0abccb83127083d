/**
 * People who write to the bot while nothing burns for them: from the thumb until the
 * bot's reply has come to Telegram.
 */
import { setTimeout as pause } from "node:timers/promises";
import { type Spread, spreadOf } from "./figures.ts";
import { type Installation, nowMs } from "./installation.ts";

export type MenuFigures = { replied: Spread };
export type MenuLoad = { perSecond: number; seconds: number };

const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 100;

/** Each phone writes once, so that its next message is the reply. */
export async function measureMenus(
	installation: Installation,
	{ perSecond, seconds }: MenuLoad,
): Promise<MenuFigures> {
	const { next: since } = await installation.journal();
	const { next: requestsSince } = await installation.requests();
	const phones = (await installation.screens())
		.filter(({ chat }) => chat.length > 0)
		.slice(0, perSecond * seconds)
		.map(({ id }) => id);
	const saidMs = new Map<string, number>();
	const startMs = nowMs();
	for (const [n, phone] of phones.entries()) {
		await pause(Math.max(0, startMs + (n * 1000) / perSecond - nowMs()));
		saidMs.set(phone, nowMs());
		void installation.say(phone, "/menu");
	}
	const replies = await untilReplied(installation, since, saidMs);
	const { requests } = await installation.requests(requestsSince);
	const cameMs = new Map(
		requests.flatMap(({ method, ref, atMs }) =>
			method === "sendMessage" && ref !== undefined ? [[ref, atMs]] : [],
		),
	);
	return {
		replied: spreadOf(
			[...replies].map(
				([phone, ref]) =>
					(cameMs.get(ref) ?? Number.NaN) - (saidMs.get(phone) ?? 0),
			),
		),
	};
}

/** Phone → its reply's message. */
async function untilReplied(
	installation: Installation,
	since: number,
	saidMs: ReadonlyMap<string, number>,
): Promise<Map<string, string>> {
	const replies = new Map<string, string>();
	const deadlineMs = nowMs() + PATIENCE_MS;
	for (let from = since; replies.size < saidMs.size; ) {
		const { next, entries } = await installation.journal(from);
		from = next;
		for (const { kind, phone, ref, atMs, text = "" } of entries) {
			const said = saidMs.get(phone);
			// Alerts and what follows from them name their incident. `/menu` is answered by
			// two messages, the second once Telegram has taken the first: this is the first.
			const isReply = kind === "message" && !/#\d/.test(text);
			if (!isReply || said === undefined || atMs < said) continue;
			if (ref !== undefined && !replies.has(phone)) replies.set(phone, ref);
		}
		if (nowMs() > deadlineMs)
			throw new Error(
				`expected ${saidMs.size} replies, ${replies.size} came in ${PATIENCE_MS / 1000} s`,
			);
		await pause(LOOK_EVERY_MS);
	}
	return replies;
}
