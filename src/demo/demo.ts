/**
 * `npm run demo`: a village that lives. Phones in a browser, volunteers who answer
 * by themselves, a house to set on fire; or, with `--once`, one fire from the
 * report to the end in the terminal.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { IncidentType, Locale, Mode } from "../core/kinds.ts";
import type { PageOptions } from "../sandbox/page.ts";
import { AREA_TABLES } from "./areas.ts";
import { linkIn } from "./browser.ts";
import { GROUND } from "./ground.ts";
import { type Installation, startInstallation } from "./installation.ts";
import { type MovedIn, moveIn } from "./moveIn.ts";
import { demoTexts, type Say } from "./texts.ts";
import { type Followed, followIncident, stamped } from "./timeline.ts";
import {
	BRIGADES,
	REPORT_NUMBER,
	RESIDENT,
	SCENES,
	VILLAGERS,
} from "./village.ts";
import { startVolunteers, type Volunteers } from "./volunteers.ts";

export type DemoOptions = {
	/** One house fire in the terminal, then the end. */
	once?: boolean;
	seed?: number;
	speed?: number;
	/** Of the phones page; taken when free. */
	port?: number;
	lang?: Locale;
	print?: (line: string) => void;
	/** Ends the demo besides Ctrl-C. */
	until?: Promise<void>;
};

type Scene = keyof typeof SCENES;
type Village = {
	installation: Installation;
	movedIn: MovedIn;
	volunteers: Volunteers;
	say: Say;
	print: (line: string) => void;
	close(): Promise<void>;
};

const ONCE_SPEED = 20;
const LIVE_SPEED = 4;
/** A Thursday in March, people home from work: the same evening for every seed. */
const ONCE_AT = Date.parse("2026-03-19T16:40:00Z");
const LOOK_EVERY_MS = 5;
const FOLLOW_EVERY_MS = 100;
const TIME_ZONE = "Europe/Kyiv";

/** Resolves to the exit code. */
export async function runDemo(options: DemoOptions = {}): Promise<number> {
	return options.once ? playOnce(options) : playOn(options);
}

async function openVillage(
	options: DemoOptions,
	more: {
		speed: number;
		startAt?: number;
		page?: PageOptions;
		servicePort?: number;
		pagePort?: number;
	},
): Promise<Village> {
	const { seed = 1, lang = "uk", print = console.log } = options;
	const installation = await startInstallation({ seed, ...more });
	const { name, number, telegramId, home } = RESIDENT;
	// First on the page: a fire begins with her.
	installation.sandbox.phones.add({
		name,
		number,
		telegramId,
		kind: "smart",
		place: home,
		botStarted: true,
	});
	const movedIn = await moveIn(installation, {
		brigades: BRIGADES,
		people: VILLAGERS,
		areas: AREA_TABLES,
		ground: GROUND,
		reportNumbers: new Map([["Росохач", REPORT_NUMBER]]),
	});
	const volunteers = startVolunteers({
		...installation,
		seed,
		timeZone: TIME_ZONE,
		brigades: BRIGADES,
		people: VILLAGERS,
	});
	const looking = setInterval(volunteers.look, LOOK_EVERY_MS);
	return {
		installation,
		movedIn,
		volunteers,
		say: demoTexts(lang),
		print,
		async close() {
			clearInterval(looking);
			await installation.close();
		},
	};
}

// --- one fire in the terminal ---------------------------------------------------------

/** A whole minute in all: this much for the crew to leave, the rest for the start and the end. */
const GATHER_WITHIN_MS = 45_000;
const ALL_WITHIN_MS = 51_000;
/** Machine time from the report to the first request at a carrier: the promise of the service. */
const FIRST_REQUEST_WITHIN_MS = 1_000;

async function playOnce(options: DemoOptions): Promise<number> {
	const startedMono = performance.now();
	const elapsed = (): number => performance.now() - startedMono;
	const { seed = 1, speed = ONCE_SPEED } = options;
	const village = await openVillage(options, { speed, startAt: ONCE_AT });
	const { say, print, installation, movedIn } = village;
	try {
		print(say("once-title", { seed, speed, clock: clockOf(ONCE_AT) }));
		print(
			say("once-village", {
				people: VILLAGERS.length,
				brigades: BRIGADES.length,
				bound: movedIn.bound,
			}),
		);
		print(say("once-legend"));
		print("");
		// The first selection of a process compiles its code; a service that has run for a day has done so.
		await installation.api.post("/v1/incidents/preview", {
			type: "structure_fire",
			...SCENES.house,
		});
		const fire = await reportFire(village, "house", "structure_fire", "actual");
		const follow = followIncident(
			installation.api,
			fire.id,
			movedIn.names,
			say,
			print,
		);
		const gathered = await until(
			follow,
			({ departedAt, stoodDownAt, over }) =>
				(departedAt !== undefined && stoodDownAt !== undefined) || over,
			() => elapsed() < GATHER_WITHIN_MS,
		);
		if (gathered.departedAt !== undefined)
			await until(
				follow,
				({ onScene, over }) => onScene || over,
				() => elapsed() < ALL_WITHIN_MS,
			);
		await installation.api.post(`/v1/incidents/${fire.id}/close`);
		const ended = await follow();
		// Whoever was stood down last still gets the text.
		await pause(2 * FOLLOW_EVERY_MS);
		return conclude(village, ended, fire.firstRequestMs);
	} finally {
		await village.close();
	}
}

function conclude(
	{ say, print, installation }: Village,
	{ departedAt, stoodDownAt, reportedAt }: Followed,
	firstRequestMs: number,
): number {
	const { entries, requests } = installation.sandbox.journal;
	const count = (kind: string): number =>
		entries.filter((entry) => entry.kind === kind).length;
	print("");
	print(
		say("once-phones", {
			messages: count("message"),
			texts: count("sms"),
			calls: entries.filter(
				({ kind, status }) => kind === "call" && status === "incoming",
			).length,
			requests: requests.length,
		}),
	);
	if (firstRequestMs > FIRST_REQUEST_WITHIN_MS) {
		print(say("once-slow", { ms: Math.round(firstRequestMs) }));
		return 1;
	}
	if (departedAt === undefined || stoodDownAt === undefined) {
		print(say("once-failed"));
		return 1;
	}
	print(
		say("once-done", {
			departed: Math.round((departedAt - reportedAt) / 1000),
			stoodDown: Math.round((stoodDownAt - reportedAt) / 1000),
		}),
	);
	return 0;
}

// --- the village that lives ---------------------------------------------------------------

/** Чортківський район, as the alerts API of the sandbox numbers it. */
const RAION = "153";
const PAGE_PORT = 8090;
const SERVICE_PORT = 8080;
/** A desk closes what nobody closes, so that people and truck are free for the next fire. */
const CLOSED_AFTER_MS = 15 * 60_000;

async function playOn(options: DemoOptions): Promise<number> {
	const { speed = LIVE_SPEED, port = PAGE_PORT, lang = "uk" } = options;
	const say = demoTexts(lang);
	let village: Village | undefined;
	const report = (scene: Scene, type: IncidentType, mode: Mode) => async () => {
		if (village) await reportAndFollow(village, scene, type, mode);
	};
	/** Over the raion of the village; told at once, as the real feed does. */
	const sky = (state: "red" | "yellow" | "none") => async () => {
		const levels = { red: ["Red"], yellow: ["Yellow"], none: [] }[state];
		await village?.installation.sandbox.ukraineAlarm?.tell(RAION, levels);
	};
	const door = await doorsTo(
		{
			"/": () => village && latestLink(village),
			"/desk": () => village && deskLink(village, say),
			"/wall": () => village && wallLink(village, say),
			"/docs": () => village && `${village.installation.publicUrl}/docs`,
		},
		say,
	);
	village = await openVillage(options, {
		speed,
		servicePort: SERVICE_PORT,
		pagePort: port,
		page: {
			title: say("page-title"),
			actions: [
				{
					label: say("page-house"),
					run: report("house", "structure_fire", "actual"),
				},
				{
					label: say("page-grass"),
					run: report("grass", "vegetation_fire", "actual"),
				},
				...(["red", "yellow", "none"] as const).map((state) => ({
					label: say(`page-air-${state}`),
					run: sky(state),
				})),
				{
					label: say("page-exercise"),
					run: report("exercise", "structure_fire", "exercise"),
				},
			],
			links: [
				{ label: say("page-desk"), url: `${door.url}/desk` },
				{ label: say("page-wall"), url: `${door.url}/wall` },
				{ label: say("page-chief"), url: door.url },
				{ label: say("page-docs"), url: `${door.url}/docs` },
			],
		},
	});
	const { installation, print } = village;
	print(
		say("live-title", {
			speed,
			people: VILLAGERS.length,
			brigades: BRIGADES.length,
		}),
	);
	print("");
	print(say("live-phones", { url: installation.sandbox.pageUrl }));
	print(say("live-resident", { name: RESIDENT.name }));
	print(say("live-report-number", { number: REPORT_NUMBER }));
	print(say("live-desk", { url: `${door.url}/desk` }));
	print(say("live-wall", { url: `${door.url}/wall` }));
	print(say("live-chief", { url: door.url }));
	print(
		say("live-sign-in", {
			url: `${installation.publicUrl}/sign-in`,
			phone: chiefsPhone(),
		}),
	);
	print(say("live-docs", { url: `${installation.publicUrl}/docs` }));
	print(say("live-key", { key: installation.key }));
	print("");
	print(say("live-not-real"));
	print(say("live-stop"));
	await Promise.race([
		askedToStop(),
		...(options.until ? [options.until] : []),
	]);
	door.close();
	await village.close();
	return 0;
}

async function reportAndFollow(
	village: Village,
	scene: Scene,
	type: IncidentType,
	mode: Mode,
): Promise<void> {
	const { installation, movedIn, say, print } = village;
	print("");
	const { id } = await reportFire(village, scene, type, mode);
	const follow = followIncident(
		installation.api,
		id,
		movedIn.names,
		say,
		print,
	);
	let closing = false;
	let reading = false;
	const watching = setInterval(() => {
		if (reading) return;
		reading = true;
		void follow()
			.then(({ onScene, over }) => {
				if (over) clearInterval(watching);
				if (!onScene || closing) return;
				closing = true;
				installation.time.later(CLOSED_AFTER_MS, () => {
					void installation.api
						.post(`/v1/incidents/${id}/close`)
						.catch(() => undefined);
				});
			})
			// The demo was stopped, or the service is restarting.
			.catch(() => clearInterval(watching))
			.finally(() => {
				reading = false;
			});
	}, FOLLOW_EVERY_MS * 3);
	watching.unref();
}

/** Whose phone on the phones page gets the code to sign in. */
const chiefsPhone = (): string =>
	VILLAGERS.find(({ roles }) => roles.some(({ role }) => role === "chief"))
		?.phone ?? "";

/** What the chief's phone holds newest: the link of a live page. */
function latestLink({ installation }: Village): string | undefined {
	const chiefs = VILLAGERS.filter(({ roles }) =>
		roles.some(({ role }) => role === "chief" || role === "coordinator"),
	);
	const messages = chiefs
		.flatMap(({ phone }) => installation.sandbox.phones.get(phone)?.chat ?? [])
		.filter(
			({ from, text }) =>
				from === "bot" && text.includes(installation.publicUrl),
		)
		.sort((a, b) => a.at - b.at);
	return linkIn(messages.at(-1)?.text ?? "");
}

/** Where a door leads now; nothing = not yet. */
type Leads = () => string | undefined | Promise<string | undefined>;

/** Addresses that stay while what they lead to comes and goes; the phones page links them. */
async function doorsTo(
	leads: Readonly<Record<string, Leads>>,
	say: Say,
): Promise<{ url: string; close(): void }> {
	const server: Server = createServer((request, response) => {
		void Promise.resolve(leads[request.url ?? "/"]?.())
			.catch(() => undefined)
			.then((to) => {
				if (to) return response.writeHead(303, { location: to }).end();
				return response
					.writeHead(404, {
						"content-type": "text/plain; charset=utf-8",
						refresh: "3",
					})
					.end(say("page-no-incident"));
			});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

/** Each visitor binds a workstation and a screen of their own, as an administrator's link would. */
async function deskLink(
	{ installation: { api } }: Village,
	say: Say,
): Promise<string> {
	const { items } = await api.get<{ items: { id: string }[] }>("/v1/desks");
	const [desk] = items;
	const made = desk
		? await api.post<{ url: string }>(`/v1/desks/${desk.id}/enrol`)
		: await api.post<{ url: string }>("/v1/desks", {
				name: say("page-desk"),
				scope: "everything",
			});
	return made.url;
}

async function wallLink(
	{ installation: { api } }: Village,
	say: Say,
): Promise<string | undefined> {
	const { items } = await api.get<{ items: { id: string; name: string }[] }>(
		"/v1/brigades",
	);
	// Where the demo's fires burn: another village's wall would stay dark.
	const brigade = items.find(({ name }) => name === BRIGADES[0]?.name);
	if (!brigade) return undefined;
	const { url } = await api.post<{ url: string }>(
		`/v1/brigades/${brigade.id}/walls`,
		{ name: say("page-wall") },
	);
	return url;
}

const askedToStop = (): Promise<void> =>
	new Promise((resolve) => {
		process.once("SIGINT", () => resolve());
		process.once("SIGTERM", () => resolve());
	});

// --- reporting ------------------------------------------------------------------------------

async function reportFire(
	village: Village,
	scene: Scene,
	type: IncidentType,
	mode: Mode,
): Promise<{ id: string; firstRequestMs: number }> {
	const { installation, volunteers, say, print } = village;
	const { location, place } = SCENES[scene];
	const { requests } = installation.sandbox.journal;
	const before = requests.length;
	print(stamped(say, 0, say(`reported-${scene}`, { place })));
	volunteers.burns({
		location,
		grass: type === "vegetation_fire",
		peopleInDanger: false,
	});
	const startedMono = performance.now();
	const { id, number } = await installation.api.post<{
		id: string;
		number: number;
	}>("/v1/incidents", { type, mode, location, place, source: "okc_101" });
	const acceptedMs = performance.now() - startedMono;
	print(
		stamped(
			say,
			0,
			say("accepted", { number: String(number), ms: Math.round(acceptedMs) }),
		),
	);
	const first = await firstOf(requests, before);
	const firstRequestMs = (first ?? performance.now()) - startedMono;
	print(
		stamped(say, 0, say("first-request", { ms: Math.round(firstRequestMs) })),
	);
	return { id, firstRequestMs };
}

/** When the first request of a new incident was answered by a carrier, machine time. */
async function firstOf(
	requests: readonly { machineMs: number }[],
	before: number,
): Promise<number | undefined> {
	const deadline = performance.now() + 3 * FIRST_REQUEST_WITHIN_MS;
	while (requests.length <= before && performance.now() < deadline)
		await pause(2);
	return requests[before]?.machineMs;
}

async function until(
	follow: () => Promise<Followed>,
	done: (followed: Followed) => boolean,
	patient: () => boolean,
): Promise<Followed> {
	for (;;) {
		const followed = await follow();
		if (done(followed) || !patient()) return followed;
		await pause(FOLLOW_EVERY_MS);
	}
}

const pause = (ms: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, ms));

const clockOf = (at: number): string =>
	new Intl.DateTimeFormat("uk", {
		timeZone: TIME_ZONE,
		hour: "2-digit",
		minute: "2-digit",
	}).format(at);
