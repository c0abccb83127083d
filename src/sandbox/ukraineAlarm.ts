/**
 * The alerts API on loopback: regions, what is on, an index of 64 bits, and webhooks
 * signed with a key it makes itself.
 *
 * Everything it can do wrong can be asked of it: be silent, slow, broken or full, serve
 * an old list, lie that nothing changed; and a webhook can be late, twice, out of order
 * or somebody else's.
 */
import {
	createSign,
	generateKeyPairSync,
	type KeyPairKeyObjectResult,
} from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { isLoopback } from "./telegramUpdates.ts";
import type { World } from "./world.ts";

export type AlarmRegion = {
	regionId: string;
	regionName: string;
	regionType: "State" | "District" | "Community";
	regionChildIds: AlarmRegion[];
};

export type AlarmOptions = {
	/** What asks must bring it. */
	key: string;
	/** Below the oblasts, which are always there. */
	regions?: readonly AlarmRegion[];
	/** Its own key and a stranger's; made when they are needed. */
	pairs?: { own: Pair; forged: Pair };
};

type Pair = KeyPairKeyObjectResult;
export const newPair = (): Pair =>
	generateKeyPairSync("rsa", { modulusLength: 2048 });

export type AlarmFaults = {
	/** No answer at all. */
	silent?: boolean;
	/** This status to everything. */
	status?: number;
	slowMs?: number;
	/** The list and the index as they were when this was set. */
	stale?: boolean;
	/** Only the index stays as it was. */
	indexLies?: boolean;
};

/** `plain` = without a level, as alerts other than from the air are. */
export type AlarmLevel = "Red" | "Yellow" | "plain" | (string & {});

export type AlarmMessage = {
	regionId: string;
	alarmType: string;
	status: "ACTIVATE" | "DEACTIVATE";
	activeAlertLevels: {
		alertLevel: string;
		reason: string;
		createdAt: string;
	}[];
	createdAt: string;
};

export type AlarmPeer = ReturnType<typeof alarmPeer>;

type Alert = {
	type: string;
	lastUpdate: number;
	levels: AlarmMessage["activeAlertLevels"];
};
type Alerts = Map<string, Alert[]>;

const REASONS: Readonly<Record<string, string>> = {
	Red: "Ракетна загроза",
	Yellow: "Дронова загроза (жовтий рівень)",
};
const TICKS_AT_1970 = 621_355_968_000_000_000n;
const PATH = "/carriers/ukrainealarm";

export function alarmPeer(
	world: World,
	{ key, regions = [], pairs }: AlarmOptions,
	serviceUrl: () => string,
) {
	const country = countryWith(regions);
	let alerts: Alerts = new Map();
	let index = ticksOf(world.now());
	let own = pairs?.own;
	let stranger = pairs?.forged;
	let faults: AlarmFaults = {};
	let frozen = { alerts, index };
	const requests: string[] = [];

	const pair = (): Pair => {
		own ??= newPair();
		return own;
	};
	const strangers = (): Pair => {
		stranger ??= newPair();
		return stranger;
	};

	/** From now on these levels and no others; none = it has ended. */
	function set(
		regionId: string,
		levels: readonly AlarmLevel[],
		{
			type = "AIR",
			at = Math.floor(world.now()),
		}: { type?: string; at?: number } = {},
	): AlarmMessage {
		const others = (alerts.get(regionId) ?? []).filter(
			(alert) => alert.type !== type,
		);
		const createdAt = new Date(at).toISOString();
		const named = levels
			.filter((level) => level !== "plain")
			.map((alertLevel) => ({
				alertLevel,
				reason: REASONS[alertLevel] ?? "",
				createdAt,
			}));
		const now =
			levels.length > 0
				? [...others, { type, lastUpdate: at, levels: named }]
				: others;
		// A new map each time: what was frozen stays as it was.
		alerts = new Map(alerts);
		if (now.length > 0) alerts.set(regionId, now);
		else alerts.delete(regionId);
		const ticks = ticksOf(at);
		index = ticks > index ? ticks : index + 1n;
		return {
			regionId,
			alarmType: type,
			status: levels.length > 0 ? "ACTIVATE" : "DEACTIVATE",
			activeAlertLevels: named,
			createdAt,
		};
	}

	/** A webhook; resolves to the service's status, 0 when it could not be told. */
	async function deliver(
		message: AlarmMessage | readonly unknown[],
		{
			forged = false,
			signedAt = world.now(),
		}: { forged?: boolean; signedAt?: number } = {},
	): Promise<number> {
		const url = `${serviceUrl()}${PATH}`;
		if (!isLoopback(url))
			throw new Error(`the sandbox calls loopback only, got "${url}"`);
		const answer = await world.busy(
			fetch(url, {
				method: "POST",
				...signed(JSON.stringify(message), { forged, signedAt }),
			}).catch(() => undefined),
		);
		await answer?.arrayBuffer().catch(() => undefined);
		return answer?.status ?? 0;
	}

	/** What a webhook brings, for whoever posts it by another way. */
	function signed(
		body: string,
		{ forged = false, signedAt = world.now() } = {},
	): { headers: Record<string, string>; body: string } {
		const timestamp = String(Math.floor(signedAt / 1000));
		const { privateKey } = forged ? strangers() : pair();
		return {
			headers: {
				"content-type": "application/json",
				"x-webhook-timestamp": timestamp,
				"x-webhook-signature": createSign("RSA-SHA256")
					.update(`${timestamp}.${body}`)
					.sign(privateKey, "base64"),
				"x-webhook-signature-alg": "rsa-sha256",
			},
			body,
		};
	}

	const app = new Hono<{ Bindings: HttpBindings }>();
	app.get("/webhook-public.pem", (c) => {
		requests.push("key");
		return c.text(
			pair().publicKey.export({ type: "spki", format: "pem" }).toString(),
		);
	});
	app.get("/api/v3/:what{.+}", (c) =>
		// Nobody waits for what never comes.
		faults.silent ? new Promise<Response>(() => {}) : world.busy(answer(c)),
	);

	async function answer(c: Context): Promise<Response> {
		const what = c.req.param("what") ?? "";
		requests.push(what);
		const { status, slowMs, stale, indexLies } = faults;
		if (slowMs) await world.pause(slowMs);
		if (status) return c.body(null, status as 500);
		if (c.req.header("authorization") !== key) return c.body(null, 401);
		if (what === "regions") return c.json({ states: country });
		if (what === "alerts/status") {
			const said = stale || indexLies ? frozen.index : index;
			// A number of 64 bits, as the real one writes it.
			return c.body(`{"lastActionIndex":${said}}`, 200, {
				"content-type": "application/json",
			});
		}
		if (what === "alerts")
			return c.json(listOf(stale ? frozen.alerts : alerts, country));
		return c.body(null, 404);
	}

	return {
		app,
		key,
		set,
		deliver,
		signed,
		/** Sets it and tells the service, as the real one does. */
		async tell(
			regionId: string,
			levels: readonly AlarmLevel[],
			more: { type?: string } = {},
		): Promise<number> {
			return deliver(set(regionId, levels, more));
		},
		fail(given: AlarmFaults): void {
			faults = given;
			frozen = { alerts, index };
		},
		/** Another key from now on. */
		newKey(): void {
			own = undefined;
		},
		index: () => String(index),
		requests,
		on: () =>
			[...alerts].map(([regionId, list]) => ({
				regionId,
				types: list.map(({ type }) => type),
			})),
	};
}

const ticksOf = (at: number): bigint =>
	BigInt(Math.floor(at)) * 10_000n + TICKS_AT_1970;

/** A part repeats what is on above it, as the real list does. */
function listOf(alerts: Alerts, country: readonly AlarmRegion[]): unknown[] {
	const found: unknown[] = [];
	const visit = (region: AlarmRegion, above: unknown[]): void => {
		const own = (alerts.get(region.regionId) ?? []).map(
			({ type, lastUpdate, levels }) => ({
				regionId: region.regionId,
				regionType: region.regionType,
				type,
				lastUpdate: new Date(lastUpdate).toISOString(),
				activeAlertLevels: levels,
			}),
		);
		const active = [...above, ...own];
		if (own.length > 0)
			found.push({
				regionId: region.regionId,
				regionType: region.regionType,
				regionName: region.regionName,
				lastUpdate: own.at(-1)?.lastUpdate,
				activeAlerts: active,
			});
		for (const child of region.regionChildIds) visit(child, active);
	};
	for (const state of country) visit(state, []);
	return found;
}

/** The oblasts as the API numbers them. */
const OBLASTS: Readonly<Record<string, string>> = {
	"3": "Хмельницька область",
	"4": "Вінницька область",
	"5": "Рівненська область",
	"8": "Волинська область",
	"9": "Дніпропетровська область",
	"10": "Житомирська область",
	"11": "Закарпатська область",
	"12": "Запорізька область",
	"13": "Івано-Франківська область",
	"14": "Київська область",
	"15": "Кіровоградська область",
	"16": "Луганська область",
	"17": "Миколаївська область",
	"18": "Одеська область",
	"19": "Полтавська область",
	"20": "Сумська область",
	"21": "Тернопільська область",
	"22": "Харківська область",
	"23": "Херсонська область",
	"24": "Черкаська область",
	"25": "Чернігівська область",
	"26": "Чернівецька область",
	"27": "Львівська область",
	"28": "Донецька область",
	"31": "м. Київ",
	"9999": "Автономна Республіка Крим",
	"0": "Тестовий регіон",
};

/** Given ones stand under their oblast, or in the place of one of the same id. */
function countryWith(given: readonly AlarmRegion[]): AlarmRegion[] {
	const own = new Map(given.map((region) => [region.regionId, region]));
	return [
		...Object.entries(OBLASTS).map(
			([regionId, regionName]): AlarmRegion =>
				own.get(regionId) ?? {
					regionId,
					regionName,
					regionType: "State",
					regionChildIds: [],
				},
		),
		...given.filter(({ regionId }) => OBLASTS[regionId] === undefined),
	];
}

/** Росохач and what stands around it, for stories and the demo; numbers of ours. */
export const TERNOPIL: AlarmRegion = {
	regionId: "21",
	regionName: "Тернопільська область",
	regionType: "State",
	regionChildIds: [
		{
			regionId: "153",
			regionName: "Чортківський район",
			regionType: "District",
			regionChildIds: [
				{
					regionId: "1531",
					regionName: "Росохацька територіальна громада",
					regionType: "Community",
					regionChildIds: [],
				},
				{
					regionId: "1532",
					regionName: "м. Чортків та Чортківська територіальна громада",
					regionType: "Community",
					regionChildIds: [],
				},
			],
		},
		{
			regionId: "155",
			regionName: "Тернопільський район",
			regionType: "District",
			regionChildIds: [
				{
					regionId: "1551",
					regionName: "м. Тернопіль та Тернопільська територіальна громада",
					regionType: "Community",
					regionChildIds: [],
				},
			],
		},
	],
};
