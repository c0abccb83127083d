/**
 * Group chats are for reading: one message per incident, edited as it goes on, and never
 * a button, since who presses in a group may be anybody.
 *
 * A chief links a group to his brigade; losing any of this loses no alert.
 */
import { type Api, type Context, GrammyError } from "grammy/web";
import { isOver } from "../src/answer.ts";
import { keptFromStrangers } from "../src/core/airRaid.ts";
import { headline } from "../src/core/board.ts";
import type { Known } from "../src/core/incident.ts";
import {
	linkGroup,
	moveGroup,
	settlementFor,
	unlinkGroup,
} from "../src/groupChats.ts";
import { placeOf } from "../src/http/people.ts";
import {
	EVERYTHING,
	type GroupChatRow,
	type ResponderRow,
} from "../src/ports.ts";
import { groupHash } from "../src/secrets.ts";
import type { Service } from "../src/service.ts";
import { leadsOf } from "./conversation.ts";

export type GroupParts = {
	service: Service;
	api: Api;
	/** Only once no alert waits for Telegram; gone when that takes a minute. */
	behindAlerts(chat: string, send: () => Promise<void>): Promise<void>;
	/** Who writes, by their own chat with us. */
	personOf(userId: number): Promise<ResponderRow | undefined>;
};

export type Groups = {
	/** An update from a group. */
	heard(ctx: Context): Promise<void>;
	/** Tells the groups how an incident stands; soon, and once for many changes. */
	tell(incidentId: string): void;
};

export function groupsOf(parts: GroupParts): Groups {
	const { service, api, behindAlerts, personOf } = parts;
	const { roster, store, secrets, log } = service;
	/** Being told now; `again` when it changed meanwhile. */
	const underWay = new Map<string, { again: boolean }>();

	// --- linking

	async function heard(ctx: Context): Promise<void> {
		const chatId = ctx.chat?.id;
		if (chatId === undefined) return;
		const { message, myChatMember } = ctx;
		if (message?.migrate_to_chat_id !== undefined)
			return moveGroup(service, chatId, message.migrate_to_chat_id);
		const status = myChatMember?.new_chat_member.status;
		if (status === "left" || status === "kicked") {
			await unlinkGroup(service, { kind: "service" }, chatId);
			return;
		}
		const person = ctx.from && (await personOf(ctx.from.id));
		const [, command, rest = ""] =
			/^\/(link|unlink)(?:@\w+)?(?:\s+(.*))?$/is.exec(message?.text ?? "") ??
			[];
		const isAdded = status !== undefined && status !== "restricted";
		if (!command && !isAdded) return;
		// A stranger's words in a group are not answered: there are thousands of groups.
		if (!person) return;
		const brigadeIds = await leadsOf(service, person);
		const say = (id: string, args: Record<string, string> = {}) =>
			write(chatId, service.wording.text(person.locale, id, args));
		if (isAdded)
			return brigadeIds.length > 0 ? say("bot-group-how") : undefined;
		if (brigadeIds.length === 0) return say("bot-group-chief-only");
		if (command?.toLowerCase() === "unlink") {
			if (!(await isTheirs(chatId, brigadeIds))) return say("bot-group-none");
			await unlinkGroup(service, by(person), chatId);
			return say("bot-group-unlinked");
		}
		return link(chatId, person, brigadeIds, rest.trim(), say);
	}

	async function link(
		chatId: number,
		person: ResponderRow,
		brigadeIds: readonly string[],
		wanted: string,
		say: (id: string, args?: Record<string, string>) => Promise<void>,
	): Promise<void> {
		const led = await Promise.all(
			brigadeIds.map((id) => roster.brigade(EVERYTHING, id)),
		);
		const named = led
			.filter((brigade) => brigade !== undefined)
			.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()));
		const [brigade, another] = named;
		if (!brigade || another) return say("bot-group-which");
		// A group of another brigade's chief is not taken over from him.
		const before = await roster.groupChat(groupHash(service, chatId));
		if (before && !brigadeIds.includes(before.brigadeId))
			return say("bot-group-taken");
		await linkGroup(service, by(person), chatId, brigade.id);
		return say("bot-group-linked", { brigade: brigade.name });
	}

	async function isTheirs(
		chatId: number,
		brigadeIds: readonly string[],
	): Promise<boolean> {
		const row = await roster.groupChat(groupHash(service, chatId));
		return row !== undefined && brigadeIds.includes(row.brigadeId);
	}

	const by = ({ id }: ResponderRow) => ({ kind: "responder", id }) as const;

	const write = (chatId: number, words: string): Promise<void> =>
		behindAlerts(String(chatId), async () => {
			await api.sendMessage(chatId, words, { disable_notification: true });
		});

	// --- telling

	function tell(incidentId: string): void {
		const now = underWay.get(incidentId);
		if (now) {
			now.again = true;
			return;
		}
		const mine = { again: false };
		underWay.set(incidentId, mine);
		void tellAll(incidentId)
			.catch((error: unknown) =>
				log.warn("groups were not told", {
					incidentId,
					error: error instanceof Error ? error.name : typeof error,
				}),
			)
			.finally(() => {
				underWay.delete(incidentId);
				if (mine.again) tell(incidentId);
			});
	}

	async function tellAll(incidentId: string): Promise<void> {
		const incident = await service.load(incidentId);
		// What nobody has confirmed, and what does not burn, is no news for a village.
		if (incident.status === "unknown" || incident.mode !== "actual") return;
		if (incident.alertedAt === undefined || incident.status === "unconfirmed")
			return;
		// Whoever strikes twice reads groups, too; what stands there already is not edited either.
		if (keptFromStrangers(incident)) return;
		const involved = [
			...new Set([
				...incident.brigadeIds,
				...(incident.rulingBrigadeId ? [incident.rulingBrigadeId] : []),
				...incident.stations.keys(),
			]),
		];
		const groups = await roster.groupChats(involved);
		if (groups.length === 0) return;
		const place = await placeOf(service, incident);
		const settlement = await settlementFor(service, place, involved);
		for (const group of groups) await tellOne(incident, group, settlement);
	}

	async function tellOne(
		incident: Known,
		group: GroupChatRow,
		settlement: string | undefined,
	): Promise<void> {
		const chat = secrets.open(group.chat);
		const reader = `group:${group.chatHash}`;
		const words = await wordsFor(incident, group, settlement);
		const shownHash = secrets.hash(words);
		const card = await store.card(incident.id, reader);
		if (card?.shownHash === shownHash) return;
		// Nobody who was not there reads of what is over.
		if (!card && isOver(incident)) return;
		await behindAlerts(chat, async () => {
			const messageId = await shown(Number(chat), card?.messageId, words);
			if (messageId !== undefined)
				await store.saveCard({
					incidentId: incident.id,
					responderId: reader,
					messageId,
					shownHash,
				});
		});
	}

	/** The message it stands in now. */
	async function shown(
		chatId: number,
		messageId: string | undefined,
		words: string,
	): Promise<string | undefined> {
		try {
			if (messageId === undefined) {
				const sent = await api.sendMessage(chatId, words, {
					disable_notification: true,
				});
				return String(sent.message_id);
			}
			await api.editMessageText(chatId, Number(messageId), words);
			return messageId;
		} catch (error) {
			if (!(error instanceof GrammyError)) throw error;
			const moved = error.parameters.migrate_to_chat_id;
			if (moved !== undefined) {
				await moveGroup(service, chatId, moved);
				return undefined;
			}
			// Somebody took the bot out while we did not listen.
			if (error.error_code === 403)
				await unlinkGroup(service, { kind: "service" }, chatId);
			return /not modified/i.test(error.description) ? messageId : undefined;
		}
	}

	async function wordsFor(
		incident: Known,
		{ brigadeId }: GroupChatRow,
		settlement: string | undefined,
	): Promise<string> {
		const { wording, settings, clock } = service;
		const brigade = await roster.brigade(EVERYTHING, brigadeId);
		const locale = brigade?.locale ?? settings.locale;
		return [
			[
				`#${incident.number}`,
				wording.text(locale, `type-${incident.incidentType}`),
				...(settlement ? [settlement] : []),
			].join(" · "),
			wording.headline(headline(incident, clock.now()), {
				locale,
				timeZone: settings.timeZone,
			}),
		].join("\n");
	}

	return { heard, tell };
}
