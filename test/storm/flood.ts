/**
 * A thousand messages a minute from strangers, by Telegram and SMS, and five
 * fires meanwhile: the fires must not feel it.
 */
import { setTimeout as pause } from "node:timers/promises";
import { type Figure, p99, seconds } from "./figures.ts";
import { examine, quiet, wrongs } from "./oracle.ts";
import { type Fire, nowMs, openRig, type Rig } from "./rig.ts";

export type FloodPlan = { seed: number; floodMs: number };

const PEOPLE = 30;
const PER_MINUTE = 1_000;
const STRANGERS = 50;
const FIRES = 5;
const MEGABYTES = 300;
/** Of a latency of a few milliseconds, twice is within what the machine does by itself. */
const NOISE_MS = 250;

export async function flood({ seed, floodMs }: FloodPlan): Promise<Figure> {
	const rig = await openRig({
		name: `flood-${seed}`,
		seed,
		people: PEOPLE,
		telegramPerSecond: 25,
		segmentsPerSecond: 50,
	});
	try {
		await addStrangers(rig);
		// The first fire of a process pays for everything that is read once.
		await burn(rig, 1);
		const calm = await burn(rig, FIRES);
		let flooding = true;
		let written = 0;
		const strangers = (async () => {
			for (const startMs = nowMs(); flooding; written++) {
				await pause(
					Math.max(0, startMs + (written * 60_000) / PER_MINUTE - nowMs()),
				);
				const who = `stranger-${written % STRANGERS}`;
				const said =
					written % 2 === 0
						? rig.act(who, "say", { text: `горить? ${written}` })
						: rig.act(who, "sms", { text: `горить? ${written}` });
				said.catch(() => undefined);
			}
		})();
		const startedMs = nowMs();
		await pause(5_000);
		const flooded = await burn(rig, FIRES);
		// Held against the end, it shows whether a flood that goes on fills the memory.
		const afterFires = await residentMegabytes(rig);
		await pause(Math.max(0, floodMs - (nowMs() - startedMs)));
		const megabytes = await residentMegabytes(rig);
		flooding = false;
		await strangers;
		const found = await examine(rig, flooded.fires);
		const calmMs = p99(calm.lastMs);
		const floodedMs = p99(flooded.lastMs);
		return {
			what: `${PER_MINUTE} inbound messages a minute from ${STRANGERS} strangers (${written} in all), and ${FIRES} incidents of ${PEOPLE} people`,
			target: "alert latencies ≤ 2× unloaded, < 300 MB",
			figure: `last of 60 alerts accepted: ${seconds(floodedMs)}, unloaded ${seconds(calmMs)}; ${Math.round(megabytes)} MB, ${Math.round(afterFires)} MB after the fires; ${found.lostMessages} messages lost`,
			holds:
				floodedMs <= 2 * calmMs + NOISE_MS &&
				megabytes < MEGABYTES &&
				wrongs(found) === 0,
			seed,
			faults: found.faults,
		};
	} finally {
		await rig.stop();
	}
}

async function burn(
	rig: Rig,
	count: number,
): Promise<{ fires: Fire[]; lastMs: number[] }> {
	const fires: Fire[] = [];
	const lastMs: number[] = [];
	for (let n = 0; n < count; n++) {
		const fire = await rig.report();
		await quiet(rig, [fire]);
		fires.push(fire);
		lastMs.push(lastSent(rig, fire) - firstWritten(rig, fire));
		await rig.close(fire);
		// Telegram's bucket fills again: a fire's latency is its own.
		await pause(2_000);
	}
	return { fires, lastMs };
}

const number = (rig: Rig, sql: string, id: string): number =>
	rig.ask((database) => (database.prepare(sql).get(id) as { at: number }).at);

const lastSent = (rig: Rig, fire: Fire): number =>
	number(
		rig,
		"select max(ended_at) as at from attempt where incident_id = ? and purpose = 'alert'",
		fire.id,
	);

const firstWritten = (rig: Rig, fire: Fire): number =>
	number(
		rig,
		"select min(created_at) as at from outbox where incident_id = ? and purpose = 'alert'",
		fire.id,
	);

async function addStrangers(rig: Rig): Promise<void> {
	const strangers = Array.from({ length: STRANGERS }, (_, n) => ({
		id: `stranger-${n}`,
		name: `Хтось ${n}`,
		number: `+38050${String(2_000_000 + n)}`,
		kind: "smart",
		telegramId: 90_000 + n,
		botStarted: true,
	}));
	await rig.addPhones(strangers);
}

async function residentMegabytes(rig: Rig): Promise<number> {
	const text = await (await fetch(`${rig.url}/metrics`)).text();
	const [, bytes] = /^process_resident_memory_bytes (\d+)/m.exec(text) ?? [];
	return Number(bytes) / 1024 / 1024;
}
