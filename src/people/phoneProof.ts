/**
 * A code to a phone somebody says is theirs: only who reads it there has that phone.
 *
 * The same rows as the codes of sign-in under hashes of their own: such a code lets nobody in.
 * Few a day, for each costs money and rings at whoever the number really belongs to.
 */
import { newId } from "../administer.ts";
import type { KeyedHash, ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { newCode, newLink, newToken } from "../signIn/tokens.ts";
import { tellBySms } from "../tellInChat.ts";

export type SentCode =
	| { kind: "sent"; ticket: string }
	| { kind: "tooMany" }
	/** No carrier took it. */
	| { kind: "notSent" };

const CODE_MS = 10 * 60_000;
const TRIES = 5;
const PER_CODE_LIFE = 3;
const PER_DAY = 5;
const DAY_MS = 86_400_000;

export async function sendPhoneCode(
	service: Service,
	person: Pick<ResponderRow, "id" | "locale" | "smsAlphabet">,
	phone: string,
): Promise<SentCode> {
	const { signIn, secrets, clock, wording } = service;
	const now = clock.now();
	if (!(await countOne(service, person.id))) return { kind: "tooMany" };
	const [ticket, code] = [newToken(), newCode()];
	const isAdded = await signIn.addCode(
		{
			ticketHash: hashOf(service, "ticket", ticket),
			phoneHash: secrets.hash(phone),
			addressHash: hashOf(service, "person", person.id),
			responderId: person.id,
			codeHash: hashOf(service, "code", `${ticket}:${code}`),
			linkHash: hashOf(service, "link", newLink()),
			triesLeft: TRIES,
			createdAt: now,
			expiresAt: now + CODE_MS,
		},
		{
			since: now - CODE_MS,
			perPhone: PER_CODE_LIFE,
			perAddress: PER_CODE_LIFE,
		},
	);
	if (!isAdded) return { kind: "tooMany" };
	const isSent = await tellBySms(service, {
		phone,
		words: wording.text(person.locale, "sms-phone-code", { code }),
		smsAlphabet: person.smsAlphabet,
	});
	return isSent ? { kind: "sent", ticket } : { kind: "notSent" };
}

/** Right once, five tries, ten minutes. */
export async function checkPhoneCode(
	service: Service,
	ticket: string,
	code: string,
): Promise<boolean> {
	const row = await service.signIn.tryCode(
		hashOf(service, "ticket", ticket),
		hashOf(service, "code", `${ticket}:${code.replace(/\D/g, "")}`),
		service.clock.now(),
	);
	return row !== undefined;
}

const hashOf = (
	{ secrets }: Pick<Service, "secrets">,
	purpose: string,
	word: string,
): KeyedHash => secrets.hash(`phone-proof-${purpose}:${word}`);

/** Counted in a log of the person's own: a restart forgets nothing. False when there were enough today. */
async function countOne(service: Service, id: string): Promise<boolean> {
	const { store, clock } = service;
	const stream = `admin/codes/${id}`;
	const log = await store.load(stream);
	const today = log.filter(({ at }) => at > clock.now() - DAY_MS);
	if (today.length >= PER_DAY) return false;
	const done = await store.append({
		at: clock.now(),
		streams: [
			{
				stream,
				expectedSeq: log.at(-1)?.seq ?? 0,
				commandId: newId(),
				events: [{ type: "PhoneCodeSent", responderId: id }],
			},
		],
	});
	return done === "ok";
}
