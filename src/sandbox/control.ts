/**
 * The sandbox over HTTP: the phones page, its live stream, and the same for other processes.
 *
 * Loopback only, and only for JSON written by whoever knows it is here: a page of
 * another site cannot post JSON without asking first, and nobody answers that question.
 */
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { FaultRule, Faults } from "./faults.ts";
import type { Journal } from "./journal.ts";
import { type PageOptions, phonesPage } from "./page.ts";
import type { NewPhone, Phone, Phones, Point, Settings } from "./phones.ts";
import type { AlarmFaults, AlarmPeer } from "./ukraineAlarm.ts";
import type { World } from "./world.ts";

/** Changes within this time are shown together. */
const TOGETHER_MS = 100;
/** What a screen holds; the journal has the rest. */
const SHOWN = 12;

type Parts = {
	world: World;
	phones: Phones;
	journal: Journal;
	faults: Faults;
	pointNumbersAt(serviceUrl: string): void;
	/** The alerts API, where there is one. */
	alarm?: AlarmPeer;
};

export function controlHttp(parts: Parts, pageOptions: PageOptions = {}) {
	const { world, phones, journal, faults } = parts;
	const app = new Hono<{ Bindings: HttpBindings }>();
	const live = liveScreens(world, phones);
	const page = phonesPage(pageOptions);

	app.use(async (c, next) => {
		const { hostname } = new URL(c.req.url);
		if (!/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
			return c.json({ problem: "the sandbox is reached by loopback" }, 403);
		const type = c.req.header("content-type") ?? "";
		if (c.req.method === "POST" && !type.startsWith("application/json"))
			return c.json({ problem: "post application/json" }, 415);
		await next();
	});
	app.onError((error, c) => c.json({ problem: error.message }, 400));

	app.get("/", (c) => c.html(page.html(c.req.query("lang"))));
	app.get("/page.css", (c) =>
		c.body(page.css, 200, { "content-type": "text/css; charset=utf-8" }),
	);
	app.get("/page.js", (c) =>
		c.body(page.script, 200, {
			"content-type": "text/javascript; charset=utf-8",
		}),
	);
	app.get("/stream", (c) => live.stream(c));
	app.post("/actions/:index", async (c) => {
		await page.act(Number(c.req.param("index")));
		return c.json({ done: true });
	});

	app.get("/phones", (c) => c.json(phones.all().map(screenOf)));
	app.post("/phones", async (c) => {
		const given = await c.req.json<NewPhone | NewPhone[]>();
		const added = [given].flat().map((phone) => phones.add(phone));
		return c.json(added.map(screenOf), 201);
	});
	app.get("/phones/:id", (c) => {
		const phone = phones.get(c.req.param("id"));
		return phone
			? c.json(screenOf(phone))
			: c.json({ problem: "no such phone" }, 404);
	});
	app.post("/phones/:id/:action", async (c) => {
		const phone = phones.get(c.req.param("id"));
		if (!phone) return c.json({ problem: "no such phone" }, 404);
		await perform(phone, c.req.param("action"), await c.req.json());
		return c.json(screenOf(phone));
	});

	app.get("/journal", (c) => {
		const since = Number(c.req.query("since") ?? 0);
		const phone = c.req.query("phone");
		const entries = phone
			? journal.of(phone).filter(({ n }) => n >= since)
			: journal.entries.slice(since);
		return c.json({
			timeOriginMs: journal.timeOriginMs,
			next: journal.entries.length,
			entries,
		});
	});
	app.get("/requests", (c) =>
		c.json({
			timeOriginMs: journal.timeOriginMs,
			next: journal.requests.length,
			requests: journal.requests.slice(Number(c.req.query("since") ?? 0)),
		}),
	);
	app.get("/faults", (c) => c.json(faults.rules));
	app.post("/faults", async (c) => {
		await faults.set(await c.req.json<FaultRule[]>());
		return c.json(faults.rules);
	});
	app.post("/numbers", async (c) => {
		const { serviceUrl } = await c.req.json<{ serviceUrl: string }>();
		parts.pointNumbersAt(serviceUrl);
		return c.json({ serviceUrl });
	});

	if (parts.alarm) airRaidControl(app, parts.alarm);
	return { app, close: live.close };
}

/** The sky over a region, and what the alerts API does wrong. */
function airRaidControl(
	app: Hono<{ Bindings: HttpBindings }>,
	alarm: AlarmPeer,
): void {
	app.get("/air-raid", (c) => c.json({ index: alarm.index(), on: alarm.on() }));
	app.post("/air-raid", async (c) => {
		const { regionId, levels, type, webhook } = await c.req.json<{
			regionId: string;
			levels: string[];
			type?: string;
			/** Also told at once, as the real one does. */
			webhook?: boolean;
		}>();
		const message = alarm.set(regionId, levels, type ? { type } : {});
		if (webhook) await alarm.deliver(message);
		return c.json({ index: alarm.index(), on: alarm.on() });
	});
	app.post("/air-raid/faults", async (c) => {
		alarm.fail(await c.req.json<AlarmFaults>());
		return c.json({});
	});
}

type Given = {
	label: string;
	text: string;
	payload: string;
	digit: string;
	point: Point;
	livePeriodSeconds: number;
	caption: string;
	of: { number: string; name: string; telegramId?: number };
	to: string;
	settings: Partial<Settings>;
};

/** What the page's buttons, and other processes, can do with a phone. */
async function perform(
	phone: Phone,
	action: string,
	given: Partial<Given>,
): Promise<void> {
	const need = <K extends keyof Given>(key: K): Given[K] => {
		const value = given[key];
		if (value === undefined) throw new Error(`${action} needs "${key}"`);
		return value as Given[K];
	};
	switch (action) {
		case "tap":
			return phone.tap(need("label"));
		case "say":
			return phone.say(need("text"));
		case "open":
			return phone.open(given.payload);
		case "contact":
			return phone.shareContact(given.of);
		case "location":
			return phone.shareLocation(given.point);
		case "liveLocation":
			return phone.shareLiveLocation(need("point"), given.livePeriodSeconds);
		case "moveLive":
			return phone.moveLive(need("point"));
		case "stopLive":
			return phone.stopLive(given.point);
		case "photo":
			return phone.sendPhoto(need("text"), given.caption);
		case "voice":
			return phone.sendVoice(need("text"));
		case "rewrite":
			return phone.rewrite(need("text"));
		case "block":
			return phone.block();
		case "unblock":
			return phone.unblock();
		case "sms":
			return phone.replySms(need("text"));
		case "pickUp":
			return phone.pickUp();
		case "reject":
			return phone.reject();
		case "press":
			return phone.press(need("digit"));
		case "speak":
			return phone.speak(need("text"));
		case "hangUp":
			return phone.hangUp();
		case "ringBack":
			return phone.ringBack(given.to);
		case "dial":
			return phone.ringBack(need("text"));
		case "set":
			return phone.set(need("settings"));
		default:
			throw new Error(`no such action: ${action}`);
	}
}

function screenOf(phone: Phone) {
	const { id, name, number, kind, telegramId, settings } = phone;
	return {
		id,
		name,
		number,
		kind,
		telegram: telegramId !== undefined,
		settings,
		botBlocked: phone.botBlocked,
		chat: phone.chat.slice(-SHOWN),
		replyKeyboard: phone.replyKeyboard,
		toast: phone.toasts.at(-1),
		inbox: phone.inbox.slice(-SHOWN),
		calls: phone.calls.slice(-3),
	};
}

/** Sends changed screens together, and does nothing at all while nobody looks. */
function liveScreens(world: World, phones: Phones) {
	const watching = new Set<(screens: string) => void>();
	let changed = new Set<string>();
	let timer: NodeJS.Timeout | undefined;

	world.changed = (id) => {
		if (watching.size === 0) return;
		changed.add(id);
		timer ??= setTimeout(show, TOGETHER_MS);
	};

	function show(): void {
		timer = undefined;
		const screens = JSON.stringify(
			[...changed].flatMap((id) => {
				const phone = phones.get(id);
				return phone ? [screenOf(phone)] : [];
			}),
		);
		changed = new Set();
		for (const send of watching) send(screens);
	}

	return {
		stream: (c: Context<{ Bindings: HttpBindings }>) =>
			streamSSE(c, async (stream) => {
				const send = (data: string) =>
					void stream.writeSSE({ event: "phones", data }).catch(() => {});
				send(JSON.stringify(phones.all().map(screenOf)));
				watching.add(send);
				await new Promise<void>((resolve) => {
					stream.onAbort(resolve);
				});
				watching.delete(send);
			}),
		close: () => clearTimeout(timer),
	};
}
