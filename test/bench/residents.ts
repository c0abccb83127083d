/**
 * Two hundred residents write a thousand words a minute while five incidents call thirty
 * people each: how much later an alert leaves with them than without, and what it costs
 * in memory. `npm run bench -- --only residents`; the target is "no alert beyond 2×".
 */
import { setTimeout as pause } from "node:timers/promises";
import { type Spread, spreadOf } from "./figures.ts";
import { type Installation, nowMs, startInstallation } from "./installation.ts";
import { type Country, firePlace, PEOPLE_PER_BRIGADE } from "./village.ts";

export type ResidentFigures = {
	/** POST of the desk to the message at the carrier, each person of five incidents. */
	quiet: Spread;
	crowded: Spread;
	/** Words of residents while the alerts went out. */
	words: number;
	incidents: number;
	/** CPU of the service for one of them, and what it sent because of it. */
	cpuMsPerWord: number;
	requestsPerWord: number;
	memoryBefore: number;
	memoryAfter: number;
};

export type ResidentLoad = {
	people: number;
	perMinute: number;
	/** How long they have been writing when it burns elsewhere. */
	beforeSeconds: number;
};

const FIRES = 5;
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 250;
const SAID = [
	"горить хата",
	"дим за школою",
	"там люди!",
	"швидше, перекидається на сарай",
	"уже не горить?",
	"горить сильно",
	"пожежа, вулиця Шевченка 12",
	"чути вибухи",
] as const;

export async function measureResidents(
	country: Country,
	roster: string,
	folder: string,
	load: ResidentLoad,
): Promise<ResidentFigures> {
	// Phones that no brigade knows; one bench's people are as many chats.
	const residents = Array.from({ length: load.people }, (_, n) => ({
		id: `resident-${n}`,
		name: `Заявник ${n}`,
		number: `+38063${String(2_000_000 + n)}`,
		kind: "smart" as const,
		telegramId: 6_500_000_000 + n,
		botStarted: true,
		place: { lat: 49 + n / 1_000, lon: 25 + (n % 20) / 100 },
	}));
	const installation = await startInstallation(
		{ ...country, phones: [...country.phones, ...residents] },
		roster,
		folder,
	);
	try {
		// The first fires of a process are its slowest: they are nobody's figure.
		await alerts(installation, country, 2 * FIRES);
		const cpuBeforeMs = installation.service.cpuMs();
		const quiet = await alerts(installation, country, 0);
		const memoryBefore = installation.service.residentMegabytes();
		const cpuQuietMs = installation.service.cpuMs() - cpuBeforeMs;
		const { next: from } = await installation.requests();
		const crowd = talk(installation, residents, load);
		await pause(load.beforeSeconds * 1_000);
		const crowded = await alerts(installation, country, FIRES);
		const words = await crowd.stop();
		const cpuMs = installation.service.cpuMs() - cpuBeforeMs - 2 * cpuQuietMs;
		const { requests } = await installation.requests(from);
		const { items } = (await installation.call(
			"GET",
			"/v1/incidents?limit=100",
		)) as { items: unknown[] };
		return {
			quiet,
			crowded,
			words,
			incidents: items.length,
			cpuMsPerWord: cpuMs / words,
			requestsPerWord: (requests.length - FIRES * PEOPLE_PER_BRIGADE) / words,
			memoryBefore,
			memoryAfter: installation.service.residentMegabytes(),
		};
	} finally {
		await installation.stop();
	}
}

/** On the beat, whether or not anybody is answered. */
function talk(
	installation: Installation,
	residents: readonly { id: string }[],
	{ perMinute }: ResidentLoad,
): { stop(): Promise<number> } {
	let isOn = true;
	let said = 0;
	const startMs = nowMs();
	const loop = (async () => {
		while (isOn) {
			await pause(Math.max(0, startMs + (said * 60_000) / perMinute - nowMs()));
			const who = residents[said % residents.length];
			const words = `${SAID[said % SAID.length]} ${said}`;
			said += 1;
			if (who) void installation.say(who.id, words).catch(() => undefined);
		}
	})();
	return {
		async stop() {
			isOn = false;
			await loop;
			return said;
		},
	};
}

/** Five incidents of the desk at once; each of thirty people's first message, from the report on. */
async function alerts(
	installation: Installation,
	{ areas }: Country,
	from: number,
): Promise<Spread> {
	const { next } = await installation.journal();
	const { next: requestsFrom } = await installation.requests();
	const fires = await Promise.all(
		Array.from({ length: FIRES }, async (_, n) => {
			const brigade =
				areas[n % areas.length]?.[Math.floor((from + n) / areas.length)];
			if (!brigade) throw new Error("expected a brigade in every area");
			const reportedMs = nowMs();
			const board = (await installation.call("POST", "/v1/incidents", {
				type: "vegetation_fire",
				location: firePlace(brigade.location, 0),
				place: `Громада ${n}, поле ${from + n}`,
				source: "okc_101",
				externalId: `residents-${from + n}`,
			})) as { number: number };
			return { number: board.number, reportedMs };
		}),
	);
	const refs = await untilTold(installation, fires, next);
	const { requests } = await installation.requests(requestsFrom);
	const cameMs = new Map<string, number>(
		requests.flatMap(({ carrier, method, ref, atMs }) =>
			ref !== undefined &&
			(method === "sendMessage" || method === "Messages.create")
				? [[`${carrier}/${ref}`, atMs] as const]
				: [],
		),
	);
	return spreadOf(
		refs.flatMap(({ ref, reportedMs }) => {
			const atMs = cameMs.get(ref);
			return atMs === undefined ? [] : [atMs - reportedMs];
		}),
	);
}

async function untilTold(
	installation: Installation,
	fires: readonly { number: number; reportedMs: number }[],
	since: number,
): Promise<{ ref: string; reportedMs: number }[]> {
	const reportedMs = new Map(
		fires.map((fire) => [fire.number, fire.reportedMs]),
	);
	const told = new Map<string, { ref: string; reportedMs: number }>();
	const deadlineMs = nowMs() + PATIENCE_MS;
	for (let from = since; told.size < FIRES * PEOPLE_PER_BRIGADE; ) {
		const { next, entries } = await installation.journal(from);
		from = next;
		for (const { kind, text = "", phone, ref, carrier } of entries) {
			const number = Number(/#(\d+)/.exec(text)?.[1]);
			const at = reportedMs.get(number);
			const isAlert = kind === "message" || kind === "sms";
			if (!isAlert || at === undefined || ref === undefined) continue;
			const key = `${number}/${phone}`;
			if (!told.has(key))
				told.set(key, { ref: `${carrier}/${ref}`, reportedMs: at });
		}
		if (nowMs() > deadlineMs)
			throw new Error(
				`expected ${FIRES * PEOPLE_PER_BRIGADE} people told, ${told.size} were in ${PATIENCE_MS / 1_000} s`,
			);
		await pause(LOOK_EVERY_MS);
	}
	return [...told.values()];
}
