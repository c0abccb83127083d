/**
 * What a chief proves himself with on the phone: four to eight digits, known to the
 * roster as a keyed hash only. Caller ID can be forged, so the number alone raises nothing.
 *
 * Five wrong tries from one number close it for an hour; they are counted in the
 * database, so that a restart opens nothing.
 */
import { writeRoster } from "../administer.ts";
import type { By } from "../core/incident.ts";
import { AppError } from "../errors.ts";
import { EVERYTHING, type KeyedHash, type ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";

const HOUR_MS = 3_600_000;
const MOST_WRONG = 5;

/** A PIN of `undefined` takes it away. Throws `invalid` for one that is guessed first. */
export async function setPin(
	service: Service,
	by: By,
	responderId: string,
	pin: string | undefined,
): Promise<void> {
	if (pin !== undefined) mustBeHard(pin);
	return writeRoster(service, async () => {
		const before = await service.roster.responder(EVERYTHING, responderId);
		if (!before)
			throw new AppError(
				"notFound",
				"expected the id of a responder, came one nobody has",
			);
		const { pinHash: _old, ...rest } = before;
		const row: ResponderRow = {
			...rest,
			...(pin === undefined
				? {}
				: { pinHash: pinHash(service, responderId, pin) }),
		};
		return {
			event: {
				type: pin === undefined ? "PinRemoved" : "PinSet",
				by,
				responderId,
			},
			roster: [{ table: "responder", row }],
			result: undefined,
		};
	});
}

/** Six digits that pass. */
export function newPin(): string {
	for (;;) {
		const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
		const pin = String(drawn % 1_000_000).padStart(6, "0");
		if (isHard(pin)) return pin;
	}
}

export type PinTried = "right" | "wrong" | "closed";

/** One try; the fifth wrong one within an hour answers `closed`, as every one after it. */
export async function tryPin(
	service: Pick<Service, "secrets" | "store" | "clock">,
	person: ResponderRow,
	callerNumber: string,
	pin: string,
): Promise<PinTried> {
	const counted = service.secrets.hash(`pin-tries|${callerNumber}`);
	const before = turns.get(counted) ?? Promise.resolve();
	const mine = before.then(() => tryInTurn(service, person, counted, pin));
	const settled = mine.then(
		() => undefined,
		() => undefined,
	);
	turns.set(counted, settled);
	void settled.then(() => {
		if (turns.get(counted) === settled) turns.delete(counted);
	});
	return mine;
}

/** Two calls at once count two tries. */
const turns = new Map<KeyedHash, Promise<void>>();

async function tryInTurn(
	{ secrets, store, clock }: Pick<Service, "secrets" | "store" | "clock">,
	person: ResponderRow,
	counted: KeyedHash,
	pin: string,
): Promise<PinTried> {
	const now = clock.now();
	const kept = await store.conversation(counted);
	const wrongAt = (
		kept ? (JSON.parse(secrets.open(kept.state)) as number[]) : []
	).filter((at) => now - at < HOUR_MS);
	if (wrongAt.length >= MOST_WRONG) return "closed";
	const isRight =
		person.pinHash !== undefined &&
		person.pinHash === pinHash({ secrets }, person.id, pin);
	if (isRight) {
		if (wrongAt.length > 0)
			await store.append({
				at: now,
				conversations: [{ chatHash: counted, at: now }],
			});
		return "right";
	}
	// Written before it is answered: what cannot be counted cannot be tried.
	await store.append({
		at: now,
		conversations: [
			{
				chatHash: counted,
				responderId: person.id,
				state: secrets.seal(JSON.stringify([...wrongAt, now])),
				at: now,
			},
		],
	});
	return wrongAt.length + 1 >= MOST_WRONG ? "closed" : "wrong";
}

/** Equal PINs of two people have unequal hashes. */
const pinHash = (
	{ secrets }: Pick<Service, "secrets">,
	responderId: string,
	pin: string,
): KeyedHash => secrets.hash(`pin|${responderId}|${pin}`);

/** Neither the message nor the log repeats what came. */
function mustBeHard(pin: string): void {
	if (!/^\d{4,8}$/.test(pin))
		throw new AppError(
			"invalid",
			"expected a PIN of four to eight digits, came something else",
		);
	if (!isHard(pin))
		throw new AppError(
			"invalid",
			"expected a PIN that nobody guesses first, came one such as 0000, 1234 or 1212",
		);
}

function isHard(pin: string): boolean {
	const steps = [...pin].map(
		(digit, at) => Number(digit) - Number(pin[at - 1]),
	);
	const isRow = [0, 1, -1].some((step) =>
		steps.slice(1).every((taken) => taken === step),
	);
	const half = pin.slice(0, pin.length / 2);
	return !isRow && half + half !== pin;
}
