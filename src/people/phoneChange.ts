/**
 * Somebody has a new phone. Two proofs, never one: that the new number is theirs, and
 * the word of the old chat. Who found a lost phone has no old chat; who took over an old
 * number has none either; and whoever has both is seen by the chief, who is told.
 */
import {
	changedResponder,
	newId,
	phoneFaults,
	type RosterPlan,
	responderWrite,
	writeRoster,
} from "../administer.ts";
import type { Locale } from "../core/kinds.ts";
import type { KeyedHash, ResponderRow, RosterWrite } from "../ports.ts";
import type { Service } from "../service.ts";
import { type Courtesy, tellBySms, tellInChat } from "../tellInChat.ts";
import { boundPlan, leadersWithChat, NO_BRIGADE } from "./joining.ts";

/** From a new chat, which the old one must approve. */
type Move = {
	responderId: string;
	phone: string;
	chat: string;
	locale: Locale;
};

export type Moved =
	| { kind: "moved"; person: ResponderRow; oldPhone: string; chat?: string }
	/** The number is another member's. */
	| { kind: "taken" }
	| { kind: "refused"; chat: string; locale: Locale }
	| { kind: "gone" };

const ASKED_MS = 86_400_000;
const OPEN_PER_CHAT = 3;

/** In the old chat, once the new number has proven itself. */
export async function changePhone(
	service: Service,
	person: ResponderRow,
	phone: string,
	commandId: string,
): Promise<Moved> {
	const by = { kind: "responder", id: person.id } as const;
	return writeRoster<Moved>(
		service,
		async () => {
			const [before] = await service.roster.people([person.id]);
			if (!before) return { result: { kind: "gone" } };
			const after = await withPhone(service, before, phone);
			if (!after) return { result: { kind: "taken" } };
			const plan = await responderWrite(service, by, before, after);
			return movedPlan(service, plan, before);
		},
		`${commandId}:phone`,
	);
}

/**
 * From a new chat whose number Telegram vouches for. Undefined when nobody with a chat
 * has that old number: whoever asks is told the same either way.
 */
export async function askOldChat(
	service: Service,
	{
		oldPhone,
		phone,
		chat,
		chatHash,
		locale,
	}: {
		oldPhone: string;
		phone: string;
		chat: string;
		chatHash: KeyedHash;
		locale: Locale;
	},
	commandId: string,
): Promise<{ requestId: string; owner: ResponderRow } | undefined> {
	const { roster, secrets, clock } = service;
	return writeRoster(
		service,
		async () => {
			const hash = secrets.hash(oldPhone);
			const owner = (await roster.byPhone(hash)).find(
				(row) => row.phoneHash === hash,
			);
			const open = await roster.joinRequests([NO_BRIGADE]);
			const mine = open.filter(
				(row) =>
					row.chatHash === chatHash && row.createdAt > clock.now() - ASKED_MS,
			);
			if (!owner?.telegramChat || mine.length >= OPEN_PER_CHAT)
				return { result: undefined };
			const move: Move = { responderId: owner.id, phone, chat, locale };
			const row = {
				id: newId(),
				brigadeId: NO_BRIGADE,
				chatHash,
				told: secrets.seal(JSON.stringify(move)),
				createdAt: clock.now(),
			};
			return {
				event: { type: "PhoneChangeAsked", responderId: owner.id },
				roster: [{ table: "joinRequest", row }],
				result: { requestId: row.id, owner },
			};
		},
		`${commandId}:move`,
	);
}

/** The word of the old chat. Only the person's own counts, and for a day. */
export async function decideMove(
	service: Service,
	person: ResponderRow,
	{ requestId, isMine }: { requestId: string; isMine: boolean },
	commandId: string,
): Promise<Moved> {
	const { roster, secrets, clock } = service;
	const by = { kind: "responder", id: person.id } as const;
	return writeRoster<Moved>(
		service,
		async () => {
			const row = await roster.joinRequest(requestId);
			const [before] = await roster.people([person.id]);
			if (!row || !before || row.brigadeId !== NO_BRIGADE)
				return { result: { kind: "gone" } };
			const move = JSON.parse(secrets.open(row.told)) as Move;
			const isOld = row.createdAt < clock.now() - ASKED_MS;
			if (move.responderId !== person.id || isOld)
				return { result: { kind: "gone" } };
			const closed: RosterWrite = { delete: "joinRequest", id: row.id };
			const after = isMine
				? await withPhone(service, before, move.phone)
				: undefined;
			if (!after)
				return {
					event: { type: "PhoneChangeRefused", by, responderId: person.id },
					roster: [closed],
					result: isMine
						? { kind: "taken" }
						: { kind: "refused", chat: move.chat, locale: move.locale },
				};
			const plan = await boundPlan(service, by, before, move.chat, after);
			const moved = movedPlan(service, plan, before, move.chat);
			return { ...moved, roster: [...(moved.roster ?? []), closed] };
		},
		`${commandId}:moved`,
	);
}

/** Undefined when the number is somebody else's. A new phone has not rung yet. */
async function withPhone(
	service: Service,
	before: ResponderRow,
	phone: string,
): Promise<ResponderRow | undefined> {
	// The second phone becomes the first: nobody has the same twice.
	const isSecond = before.secondPhoneHash === service.secrets.hash(phone);
	const change = { phone, ...(isSecond ? { secondPhone: null } : {}) };
	const faults = await phoneFaults(service, change, before);
	if (faults.length > 0) return undefined;
	const { rungAt: _rung, ...after } = changedResponder(service, before, change);
	return after;
}

const movedPlan = (
	{ secrets }: Service,
	plan: RosterPlan<ResponderRow>,
	before: ResponderRow,
	chat?: string,
): RosterPlan<Moved> => ({
	...plan,
	result: {
		kind: "moved",
		person: plan.result,
		oldPhone: secrets.open(before.phone),
		...(chat === undefined ? {} : { chat }),
	},
});

/** The old number and the leaders hear of it: a theft is seen the same day. */
export async function tellOfMove(
	service: Service,
	courtesy: Courtesy,
	{ person, oldPhone }: { person: ResponderRow; oldPhone: string },
): Promise<void> {
	const { wording, secrets } = service;
	await tellBySms(service, {
		phone: oldPhone,
		words: wording.text(person.locale, "sms-phone-moved"),
		smsAlphabet: person.smsAlphabet,
	});
	const told = new Set([person.id]);
	for (const brigadeId of person.brigadeIds)
		for (const leader of await leadersWithChat(service, brigadeId)) {
			if (told.has(leader.id) || !leader.telegramChat) continue;
			told.add(leader.id);
			await tellInChat(service, courtesy, {
				chat: secrets.open(leader.telegramChat),
				words: wording.text(leader.locale, "mine-phone-leader", {
					name: secrets.open(person.name),
				}),
			});
		}
}
