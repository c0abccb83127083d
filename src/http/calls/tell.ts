/**
 * A short word to somebody's own phone beside a call: the question a missed call leaves
 * open, or what it did. A courtesy: alerts never wait for it.
 */

import type { Known } from "../../core/incident.ts";
import type { ChannelName } from "../../core/kinds.ts";
import type { Message } from "../../core/message.ts";
import type { Deliverer } from "../../deliver.ts";
import { tokenFor } from "../../plan.ts";
import type { ResponderRow } from "../../ports.ts";
import { readerOf } from "../../reader.ts";
import type { Service } from "../../service.ts";
import { inChat, inSms } from "../../wording/asItStands.ts";
import type { Button } from "../../wording/buttons.ts";
import type { Rendered } from "../../wording/rendered.ts";
import { placeOf } from "../people.ts";

export type Tell = {
	(person: ResponderRow, incident: Known, message: Message): Promise<void>;
	/** One of our texts. */
	words(
		person: ResponderRow,
		id: string,
		args?: Record<string, string>,
		/** Under the words, where the channel has buttons. */
		buttons?: Button[][],
	): Promise<void>;
};

const SEND_WITHIN_MS = 5_000;

export function tellAside(
	service: Service,
	{ courtesy }: Pick<Deliverer, "courtesy">,
): Tell {
	const { channels, secrets, roster, wording, settings } = service;

	return Object.assign(message, { words });

	async function message(
		person: ResponderRow,
		incident: Known,
		what: Message,
	): Promise<void> {
		const name = await channelOf(person);
		if (!name) return;
		const place = await placeOf(service, incident);
		const token = tokenFor(service, incident.id, person.id, "answer");
		await send(
			name,
			person,
			wording.render(what, name, readerOf(service, person), {
				...(place === undefined ? {} : { place }),
				link: `${settings.shortUrl}/${token}`,
				token,
				reachableByCall: false,
				hasTelegram: name === "telegram",
			}),
		);
	}

	async function words(
		person: ResponderRow,
		id: string,
		args?: Record<string, string>,
		buttons: Button[][] = [],
	): Promise<void> {
		const name = await channelOf(person);
		if (!name) return;
		const text = wording.text(person.locale, id, args);
		await send(
			name,
			person,
			name === "telegram"
				? inChat(text, { buttons, silent: false })
				: inSms(text, person.smsAlphabet),
		);
	}

	async function channelOf(
		person: ResponderRow,
	): Promise<"telegram" | "sms" | undefined> {
		const states = await roster.channelStates([person.id]);
		const works = (name: ChannelName): boolean =>
			channels.has(name) &&
			!states.some(
				({ channel, state }) => channel === name && state !== "works",
			);
		if (person.telegramChat && works("telegram")) return "telegram";
		return works("sms") ? "sms" : undefined;
	}

	async function send(
		name: "telegram" | "sms",
		person: ResponderRow,
		rendered: Rendered,
	): Promise<void> {
		const to =
			name === "telegram" && person.telegramChat
				? person.telegramChat
				: person.phone;
		await courtesy(name, `aside/${person.id}`, async () => {
			await channels.get(name)?.send(
				{
					attemptId: crypto.randomUUID(),
					to: secrets.open(to),
					body: JSON.stringify(rendered),
					incidentId: "",
				},
				SEND_WITHIN_MS,
			);
		});
	}
}
