/**
 * Words to the crew that can still be taken back: five seconds lie between the press and
 * the first phone. They wait as a row of the outbox, so that a restart neither loses nor
 * hastens them.
 */
import type { By, Command } from "./core/incident.ts";
import type { Service } from "./service.ts";

export const TAKE_BACK_MS = 5_000;

export type LaterWords = {
	/** The same twice is written once. */
	id: string;
	incidentId: string;
	by: By;
	to: "coming" | "silent" | "all";
	text: string;
};

type Parts = Pick<
	Service,
	"store" | "secrets" | "clock" | "wake" | "keepWords"
>;

export async function writeLater(
	{ store, secrets, clock, wake, keepWords }: Parts,
	{ id, incidentId, by, to, text }: LaterWords,
): Promise<void> {
	const rowId = rowIdOf(incidentId, id);
	if (await store.row(rowId)) return;
	const now = clock.now();
	const { ref, words } = keepWords(text);
	const command: Command = {
		type: "Write",
		by,
		to,
		// As it is kept: without what breaks carriers' formats.
		text: secrets.open(words.text),
		words: ref,
	};
	await store.append({
		at: now,
		words: [words],
		outbox: [
			{
				id: rowId,
				incidentId,
				// With the other timers it is gone when the incident ends.
				kind: "timer",
				key: rowId,
				lane: "clock",
				laneClass: 2,
				rank: 0,
				dueAt: now + TAKE_BACK_MS,
				units: 1,
				body: secrets.seal(JSON.stringify(command)),
				createdAt: now,
			},
		],
	});
	wake.wake();
}

/** `gone`: taken back before, or the incident ended first. */
export async function takeBack(
	{ store, secrets, clock }: Parts,
	incidentId: string,
	id: string,
): Promise<"takenBack" | "sent" | "gone"> {
	const rowId = rowIdOf(incidentId, id);
	const row = await store.row(rowId);
	if (!row) return "gone";
	if (row.state !== "pending") return "sent";
	const { words } = JSON.parse(secrets.open(row.body)) as {
		words: { id: string };
	};
	await store.append({
		at: clock.now(),
		clearTimers: [{ incidentId, keys: [rowId] }],
	});
	// Leased in between, it is on its way.
	if (await store.row(rowId)) return "sent";
	await store.append({ at: clock.now(), forgetWords: [words.id] });
	return "takenBack";
}

const rowIdOf = (incidentId: string, id: string): string =>
	`${incidentId}.words.${id}`;
