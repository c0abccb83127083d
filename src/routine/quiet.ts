/**
 * A word to somebody that no alarm waits for: silent, behind everything that burns, by
 * Telegram, else by SMS. Who can be told by neither is told nothing; the log says so.
 */
import type { ChannelName, Locale } from "../core/kinds.ts";
import type { Deliverer } from "../deliver.ts";
import { EVERYTHING, type ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { inChat, inSms } from "../wording/asItStands.ts";

export type Quiet = {
	/** What it is about: words of one topic to one person go in order. */
	topic: string;
	words(locale: Locale): string;
};

export type TellQuietly = (person: ResponderRow, what: Quiet) => Promise<void>;

const SEND_WITHIN_MS = 5_000;

export const tellQuietly =
	(service: Service, { courtesy }: Pick<Deliverer, "courtesy">): TellQuietly =>
	async (person, { topic, words }) => {
		const { channels, secrets, roster, log } = service;
		const states = await roster.channelStates([person.id]);
		const works = (name: ChannelName): boolean =>
			channels.has(name) &&
			!states.some(
				({ channel, state }) => channel === name && state !== "works",
			);
		const name = person.telegramChat && works("telegram") ? "telegram" : "sms";
		if (!works(name))
			return log.warn("a quiet word reached nobody", {
				topic,
				responderId: person.id,
			});
		const to = secrets.open(
			name === "telegram" && person.telegramChat
				? person.telegramChat
				: person.phone,
		);
		await courtesy(
			name,
			`${topic}/${person.id}`,
			async () => {
				await channels.get(name)?.send(
					{
						attemptId: crypto.randomUUID(),
						to,
						body: JSON.stringify(
							name === "telegram"
								? inChat(words(person.locale), { buttons: [], silent: true })
								: inSms(words(person.locale), person.smsAlphabet),
						),
						incidentId: "",
					},
					SEND_WITHIN_MS,
				);
			},
			{ behindAlerts: true },
		);
	};

/** Chiefs of a brigade and, where it asks for a decision, the deputies too. */
export async function leadersOf(
	{ roster }: Pick<Service, "roster">,
	brigadeId: string,
	how: { deputiesToo: boolean },
): Promise<ResponderRow[]> {
	const { roles = [] } = (await roster.brigade(EVERYTHING, brigadeId)) ?? {};
	const chiefs = roles.filter(({ role }) => role === "chief");
	const deputies = roles.filter(({ role }) => role === "deputy");
	const told =
		how.deputiesToo || chiefs.length === 0 ? [...chiefs, ...deputies] : chiefs;
	return roster.people([...new Set(told.map((role) => role.responderId))]);
}
