/**
 * Somebody answered STOP while nothing burns, or after they had answered: no incident
 * tells the chief, and the next alert would meet a phone that takes no SMS. So the
 * chief is told now, by name, once; of a chief the deputies hear.
 */
import type { BrigadeRole, ChannelName } from "../core/kinds.ts";
import type { Deliverer } from "../deliver.ts";
import { EVERYTHING, type ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { escapeHtml } from "../wording/card.ts";
import type { Rendered } from "../wording/rendered.ts";
import { measure, transliterate } from "../wording/sms.ts";

export type TellOptedOut = (person: ResponderRow) => Promise<void>;

const SEND_WITHIN_MS = 5_000;
const NEXT: readonly BrigadeRole[] = ["chief", "deputy"];

export const tellOptedOut =
	(service: Service, { courtesy }: Pick<Deliverer, "courtesy">): TellOptedOut =>
	async (person) => {
		const { channels, secrets, roster, log } = service;
		for (const leader of await leadersOf(service, person)) {
			const states = await roster.channelStates([leader.id]);
			const works = (name: ChannelName): boolean =>
				channels.has(name) &&
				!states.some(
					({ channel, state }) => channel === name && state !== "works",
				);
			const name: ChannelName =
				leader.telegramChat && works("telegram") ? "telegram" : "sms";
			if (!works(name)) {
				log.warn("nobody could be told that SMS are unwanted", {
					responderId: person.id,
				});
				continue;
			}
			const to = secrets.open(
				name === "telegram" && leader.telegramChat
					? leader.telegramChat
					: leader.phone,
			);
			await courtesy(name, `opted-out/${leader.id}`, async () => {
				await channels.get(name)?.send(
					{
						attemptId: crypto.randomUUID(),
						to,
						body: JSON.stringify(textFor(service, name, leader, person)),
						incidentId: "",
					},
					SEND_WITHIN_MS,
				);
			});
		}
	};

/** The chiefs of the person's brigades; where there is no other, the deputies. */
async function leadersOf(
	{ roster }: Service,
	person: ResponderRow,
): Promise<ResponderRow[]> {
	const ids = new Set<string>();
	for (const brigadeId of person.brigadeIds) {
		const { roles = [] } = (await roster.brigade(EVERYTHING, brigadeId)) ?? {};
		const others = roles.filter(({ responderId }) => responderId !== person.id);
		const role = NEXT.find((one) => others.some((other) => other.role === one));
		for (const other of others)
			if (other.role === role) ids.add(other.responderId);
	}
	return roster.people([...ids]);
}

function textFor(
	{ wording, secrets }: Service,
	name: ChannelName,
	{ locale, smsAlphabet }: ResponderRow,
	person: ResponderRow,
): Rendered {
	const who = secrets.open(person.name);
	if (name === "telegram")
		return {
			channel: "telegram",
			html: wording.text(locale, "telegram-opted-out", {
				name: escapeHtml(who),
			}),
			buttons: [],
			silent: true,
		};
	const written = wording.text(locale, "sms-opted-out", { name: who });
	const text = smsAlphabet === "latin" ? transliterate(written) : written;
	const { alphabet, segments } = measure(text);
	return { channel: "sms", text, alphabet, segments };
}
