/**
 * What a resident saw or said goes to who decides: a copy in the chief's chat and his
 * deputies', silently, without a word of who sent it.
 *
 * It is copied inside Telegram and never fetched, so no link and no token of ours stands
 * anywhere, and what the phone wrote into the file is gone: Telegram keeps no such data
 * of photos, and files, which would keep it, are not taken.
 */
import type { Api } from "grammy/web";
import type { Known } from "../src/core/incident.ts";
import type { Service } from "../src/service.ts";
import type { Courtesy } from "../src/tellInChat.ts";
import type { Heard } from "./conversation.ts";
import type { Talk } from "./talk.ts";

type Parts = { service: Service; courtesy: Courtesy; api: Api };

/** Beyond them nobody looks, and one chat would fill another's. */
const MOST_OF_REPORT = 6;
/** Beyond them the oldest count is forgotten. */
const REPORTS_KEPT = 500;
const CAPTION_MAX = 300;

export function passingOn({ service, courtesy, api }: Parts) {
	const passed = new Map<string, number>();

	return async function passOn(
		{ chatId }: Talk,
		incident: Known,
		reportId: string,
		{ messageId, words = "" }: Extract<Heard, { kind: "seen" }>,
	): Promise<void> {
		const before = passed.get(reportId) ?? 0;
		if (before >= MOST_OF_REPORT) return;
		passed.delete(reportId);
		passed.set(reportId, before + 1);
		const [oldest] = passed.keys();
		if (oldest !== undefined && passed.size > REPORTS_KEPT)
			passed.delete(oldest);

		const isDoubted = incident.reports.get(reportId)?.doubted ?? false;
		const deciding = incident.humans.filter(
			({ role }) => role === "chief" || (role === "deputy" && !isDoubted),
		);
		const people = await service.roster.people(
			deciding.map(({ responderId }) => responderId),
		);
		for (const { telegramChat, locale } of people) {
			if (!telegramChat) continue;
			const chat = service.secrets.open(telegramChat);
			const caption = [
				service.wording.text(locale, "resident-passed-on", {
					number: String(incident.number),
				}),
				words.slice(0, CAPTION_MAX),
			]
				.filter(Boolean)
				.join(" ");
			await courtesy(chat, async () => {
				try {
					await api.copyMessage(chat, chatId, messageId, {
						caption,
						disable_notification: true,
					});
				} catch (error) {
					service.log.warn("what a resident sent was not passed on", {
						incidentId: incident.id,
						error: error instanceof Error ? error.name : typeof error,
					});
				}
			});
		}
	};
}
