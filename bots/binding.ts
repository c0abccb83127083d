/**
 * How a chat becomes a person's: an invitation, then the contact shared from that very phone.
 *
 * The code is remembered in the log until the contact comes, so that a restart in between
 * loses nothing; the invitation is consumed only when the phone is bound.
 */
import { newId, writeRoster } from "../src/administer.ts";
import { boundPlan } from "../src/people/joining.ts";
import { readPhone } from "../src/phones.ts";
import type { InvitationRow, KeyedHash, ResponderRow } from "../src/ports.ts";
import type { Service } from "../src/service.ts";

/** How a chat is found again: the roster holds nothing but this hash and the sealed id. */
export const chatHash = (
	{ secrets }: Pick<Service, "secrets">,
	chatId: number,
): KeyedHash => secrets.hash(String(chatId));

export type Opened =
	| { kind: "ok"; invitation: InvitationRow }
	| { kind: "unknown" }
	| { kind: "expired" };

/** `/start CODE`: the code is checked and kept for when the contact comes. */
export async function openInvitation(
	service: Service,
	chatId: number,
	code: string,
): Promise<Opened> {
	const codeHash = service.secrets.hash(code);
	const opened = await invitationNow(service, codeHash);
	if (opened.kind === "ok") await keepCode(service, chatId, codeHash);
	return opened;
}

export type Bound =
	| { kind: "bound"; person: ResponderRow }
	| { kind: "again"; person: ResponderRow }
	| { kind: "noInvitation" }
	| { kind: "expired" }
	/** The phone is not the one of the person who was invited. */
	| { kind: "phoneUnknown" };

/** Binds the chat when the shared phone is the roster's for the person who was invited. */
export async function bindTelegram(
	service: Service,
	{ chatId, phone }: { chatId: number; phone: string },
): Promise<Bound> {
	const { roster, clock } = service;
	const hash = chatHash(service, chatId);
	const codeHash = await codeOf(service, chatId);
	const known = await roster.byTelegram(hash);
	if (!codeHash)
		return known ? { kind: "again", person: known } : { kind: "noInvitation" };
	const opened = await invitationNow(service, codeHash);
	if (opened.kind !== "ok")
		return known ? { kind: "again", person: known } : { kind: "expired" };
	const { invitation } = opened;
	const owner = await ownerOf(service, invitation.responderId, phone);
	if (!owner) return { kind: "phoneUnknown" };
	const by = { kind: "responder", id: owner.id } as const;
	const person = await writeRoster(service, async () => {
		// Read anew at each try: somebody may have changed the person meanwhile.
		const [before = owner] = await roster.people([owner.id]);
		const plan = await boundPlan(service, by, before, String(chatId));
		return {
			...plan,
			roster: [
				...(plan.roster ?? []),
				{
					table: "invitation",
					row: { ...invitation, consumedAt: clock.now() },
				},
			],
		};
	});
	return { kind: "bound", person };
}

async function invitationNow(
	{ roster, clock }: Service,
	codeHash: KeyedHash,
): Promise<Opened> {
	const invitation = await roster.invitation(codeHash);
	if (!invitation) return { kind: "unknown" };
	return invitation.consumedAt !== undefined ||
		invitation.expiresAt < clock.now()
		? { kind: "expired" }
		: { kind: "ok", invitation };
}

/** The invited person, if the phone is theirs. */
async function ownerOf(
	{ roster, secrets }: Service,
	responderId: string,
	shared: string,
): Promise<ResponderRow | undefined> {
	// Telegram leaves the plus out.
	const { phone } = readPhone(shared.startsWith("+") ? shared : `+${shared}`);
	if (phone === undefined) return undefined;
	const people = await roster.byPhone(secrets.hash(phone));
	return people.find(({ id }) => id === responderId);
}

const streamOf = (service: Service, chatId: number) =>
	`admin/chat/${chatHash(service, chatId)}`;

async function keepCode(
	service: Service,
	chatId: number,
	codeHash: KeyedHash,
): Promise<void> {
	const stream = streamOf(service, chatId);
	const log = await service.store.load(stream);
	// A conflict is the same person pressing twice: the other press kept it.
	await service.store.append({
		at: service.clock.now(),
		streams: [
			{
				stream,
				expectedSeq: log.at(-1)?.seq ?? 0,
				commandId: newId(),
				events: [{ type: "InvitationOpened", codeHash }],
			},
		],
	});
}

async function codeOf(
	service: Service,
	chatId: number,
): Promise<KeyedHash | undefined> {
	const last = (await service.store.load(streamOf(service, chatId))).at(-1);
	return last
		? (JSON.parse(last.payload) as { codeHash: KeyedHash }).codeHash
		: undefined;
}
