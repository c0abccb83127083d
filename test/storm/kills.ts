/**
 * One kill per incident, inside the window in which its messages go out; one
 * in ten processes is stopped for a while instead and goes on with old leases.
 */
import { setTimeout as pause } from "node:timers/promises";
import { seededRandom } from "../../src/sandbox/world.ts";
import { type Figure, p99, seconds, spreadWords } from "./figures.ts";
import { examine, quiet, wrongs } from "./oracle.ts";
import { type Fire, nowMs, openRig, type Rig } from "./rig.ts";

export type KillPlan = {
	incidents: number;
	seed: number;
	/** Every how many-th process is stopped instead of killed; 0 = none. */
	stopEvery?: number;
};

const WINDOW_MS = 260;
const EARLY_MS = 60;
const PEOPLE = 10;

type Struck = { fire: Fire; killedMs?: number; readyMs?: number };

export async function stormOfKills({
	incidents,
	seed,
	stopEvery = 10,
}: KillPlan): Promise<Figure[]> {
	const random = seededRandom(seed);
	const rig = await openRig({
		name: `kills-${seed}`,
		seed,
		people: PEOPLE,
		voice: false,
		telegramPerSecond: 100,
		segmentsPerSecond: 100,
		policy: { widenAfterSeconds: 1, verdictAfterSeconds: 2 },
	});
	try {
		const struck: Struck[] = [];
		for (let n = 0; n < incidents; n++) {
			const stops = stopEvery > 0 && n % stopEvery === stopEvery - 1;
			const one = await strike(rig, random, stops);
			struck.push(one);
			await quiet(rig, [one.fire]);
			await rig.close(one.fire);
		}
		return await judged(rig, struck, seed);
	} finally {
		await rig.stop();
	}
}

async function strike(
	rig: Rig,
	random: () => number,
	stops: boolean,
): Promise<Struck> {
	// Many early ones: only a kill before the first request says how long that waits then.
	const delayMs = random() * (random() < 0.4 ? EARLY_MS : WINDOW_MS);
	const stoppedMs = 500 + random() * 6_000;
	const reported = rig.report();
	await pause(delayMs);
	if (stops) {
		rig.supervisor.signal("SIGSTOP");
		await pause(stoppedMs);
		rig.supervisor.signal("SIGCONT");
		return { fire: await reported };
	}
	const killedMs = nowMs();
	await rig.supervisor.kill();
	const { readyMs } = await rig.supervisor.ready();
	return { fire: await reported, killedMs, ...(readyMs ? { readyMs } : {}) };
}

async function judged(
	rig: Rig,
	struck: readonly Struck[],
	seed: number,
): Promise<Figure[]> {
	const fires = struck.map(({ fire }) => fire);
	const found = await examine(rig, fires);
	const { requests } = await rig.look();
	const sends = requests.filter(({ method }) =>
		["sendMessage", "Messages.create"].includes(method),
	);
	const firsts = struck.flatMap(({ fire, killedMs, readyMs }) => {
		const first = sends.find(({ atMs }) => atMs > fire.reportedMs)?.atMs;
		const between =
			first !== undefined && killedMs !== undefined && first > killedMs;
		return between && readyMs !== undefined
			? [
					{
						afterReport: first - fire.reportedMs,
						afterReady: Math.max(0, first - readyMs),
					},
				]
			: [];
	});
	if (process.env.STORM_TRACE)
		for (const { fire, killedMs, readyMs } of struck) {
			const first = sends.find(({ atMs }) => atMs > fire.reportedMs)?.atMs ?? 0;
			console.error(
				[killedMs, readyMs, fire.answeredMs, first]
					.map((at) => ((at ?? 0) - fire.reportedMs).toFixed(0))
					.join(" "),
			);
		}
	const inFlight = rig.inFlight.reduce((sum, n) => sum + n, 0);
	const kills = struck.filter(({ killedMs }) => killedMs !== undefined).length;
	const perKill = (n: number): string => (n / Math.max(1, kills)).toFixed(1);
	const afterReport = firsts.map((first) => first.afterReport);
	const afterReady = firsts.map((first) => first.afterReady);
	return [
		{
			what: `${fires.length} incidents × ${PEOPLE} people × 2 channels, ${kills} killed and ${fires.length - kills} stopped inside the sending window`,
			target:
				"0 incidents, people, messages lost; ≤ 3 copies; duplicates ≤ in flight per kill",
			figure: `lost: ${found.lostFires} incidents, ${found.lostPeople} of ${found.people} people, ${found.lostMessages} of ${found.messages} messages; ${found.mostCopies} copies at most; ${perKill(found.duplicates)} duplicates per kill, ${perKill(inFlight)} in flight; ${found.doubleSteps} double steps, ${found.afterClose} after the end`,
			// Whoever is stopped loses what is in flight as well, unseen by the supervisor.
			holds:
				wrongs(found) === 0 &&
				found.duplicates <= inFlight + 20 * (fires.length - kills),
			seed,
			faults: found.faults,
		},
		{
			what: "report → first request with a kill in between",
			target: "p99 ≤ 2.5 s, ≤ 0.5 s after ready",
			figure: `${spreadWords(afterReport)}; after ready p99 ${seconds(p99(afterReady))}`,
			holds:
				firsts.length === 0 ||
				(p99(afterReport) <= 2_500 && p99(afterReady) <= 500),
			seed,
		},
	];
}
