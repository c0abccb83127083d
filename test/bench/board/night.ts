/**
 * The night the boards look at: a fire in every brigade, everybody told, and then
 * nothing but answers, so that what is measured is an answer and not a queue.
 */
import { setTimeout as pause } from "node:timers/promises";
import { openSqlite } from "../../../db/sqlite/embedded.ts";
import { systemClock } from "../../../src/clock.ts";
import { EVERYTHING } from "../../../src/ports.ts";
import { createSecrets } from "../../../src/secrets.ts";
import { startSession } from "../../../src/signIn/sessions.ts";
import {
	type Installation,
	nowMs,
	startInstallation,
} from "../installation.ts";
import type { Fire } from "../intake.ts";
import {
	type Country,
	type CountryShape,
	firePlace,
	SECRET,
	seedCountry,
} from "../village.ts";

export type NightShape = Required<CountryShape> & {
	/** Desks that see everything, each signed in at its own workstation. */
	desks: number;
};

export type Night = {
	country: Country;
	installation: Installation;
	fires: Fire[];
	/** Session tokens, one a desk. */
	sessions: string[];
};

const QUIET_MS = 3_000;
const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 500;

/** `beforeFires`: what must be so before the first report, such as who is chief. */
export async function startNight(
	folder: string,
	{ desks, ...shape }: NightShape,
	beforeFires: (
		installation: Installation,
		country: Country,
	) => Promise<unknown> = async () => {},
): Promise<Night> {
	const roster = `${folder}.roster.db`;
	const country = await seedCountry(roster, shape);
	const sessions = await seedDesks(roster, desks);
	const installation = await startInstallation(country, roster, folder, {
		waveSize: shape.peoplePerBrigade,
		withoutSms: true,
	});
	try {
		await beforeFires(installation, country);
		const fires = await burn(installation, country);
		await untilTold(installation, fires.length * shape.peoplePerBrigade);
		return { country, installation, fires, sessions };
	} catch (error) {
		await installation.stop();
		throw error;
	}
}

/** Written as people are (`village.ts`): binding two hundred workstations measures nothing of a board. */
async function seedDesks(file: string, count: number): Promise<string[]> {
	const secrets = createSecrets(SECRET);
	const database = openSqlite(file);
	try {
		const at = Date.now();
		const ids = Array.from({ length: count }, (_, n) => `desk-${n}`);
		await database.store.append({
			at,
			roster: ids.flatMap((id) => [
				{
					table: "desk" as const,
					row: {
						id,
						name: `Черговий пост ${id.slice("desk-".length)}`,
						officers: secrets.seal("[]"),
						createdAt: at,
					},
				},
				{
					table: "grant" as const,
					row: {
						id: `grant-of-${id}`,
						deskId: id,
						role: "dutyOfficer" as const,
						scope: EVERYTHING,
						createdAt: at,
					},
				},
			]),
		});
		const parts = { ...database, secrets, clock: systemClock({}) };
		const tokens: string[] = [];
		for (const deskId of ids) {
			const { token } = await startSession(
				parts,
				{ deskId },
				{ madeBy: "code", device: "Chrome · Linux" },
			);
			tokens.push(token);
		}
		return tokens;
	} finally {
		await database.store.close();
	}
}

async function burn(
	installation: Installation,
	{ areas }: Country,
): Promise<Fire[]> {
	const fires: Fire[] = [];
	for (const [n, brigade] of areas.flat().entries()) {
		const reportedMs = nowMs();
		const { id, number } = (await installation.call("POST", "/v1/incidents", {
			type: "vegetation_fire",
			location: firePlace(brigade.location, 0),
			place: `Поле ${n}, за ставом, Громада ${n}`,
			description: "горить суха трава, вітер у бік хат",
			source: "okc_101",
			externalId: `board-${n}`,
		})) as { id: string; number: number };
		fires.push({ id, number, brigadeId: brigade.id, reportedMs });
	}
	return fires;
}

/** Everybody has an alert on the phone, and nothing more leaves. */
async function untilTold(
	installation: Installation,
	people: number,
): Promise<void> {
	const deadlineMs = nowMs() + PATIENCE_MS;
	const told = new Set<string>();
	let since = 0;
	let lastMs = nowMs();
	while (told.size < people || nowMs() - lastMs < QUIET_MS) {
		const { next, entries } = await installation.journal(since);
		since = next;
		if (entries.length > 0) lastMs = nowMs();
		for (const { kind, phone, text = "" } of entries)
			if (kind === "message" && /#\d/.test(text)) told.add(phone);
		if (nowMs() > deadlineMs)
			throw new Error(
				`expected ${people} people told and then silence, ${told.size} were told in ${PATIENCE_MS / 1000} s`,
			);
		await pause(LOOK_EVERY_MS);
	}
}
