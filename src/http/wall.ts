/**
 * `/wall/<token>`: a station's screen. Looking binds nothing, a press binds the first
 * screen, and from then on it is this screen's alone, without anybody signing in,
 * until whoever leads the brigade frees it or takes it away.
 */
import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { incidentMeant } from "../answer.ts";
import type { Command, Known } from "../core/incident.ts";
import { AppError, isUnavailable } from "../errors.ts";
import type { WallRow } from "../ports.ts";
import type { Service } from "../service.ts";
import {
	bindWall,
	isScreenOf,
	mayBind,
	noteSeen,
	wallBy,
	whoMayFree,
} from "../walls.ts";
import type { LivePageOptions } from "./livePage.ts";
import { tokenPageHeaders, wrongTries } from "./page.ts";
import { cookie, keep } from "./signIn/cookies.ts";
import { deviceOf } from "./signIn/device.ts";
import { DOOR_HEADERS, doorPage } from "./wall/door.ts";
import { follow, toldOf } from "./wall/follow.ts";
import { SCRIPT } from "./wall/script.ts";
import { shownBy } from "./wall/shown.ts";
import { STYLE } from "./wall/style.ts";
import { wallPage, wallParts } from "./wall/view.ts";

/** Browsers keep no cookie longer than 400 days; each visit begins them anew. */
const COOKIE_MS = 399 * 86_400_000;
const BODY_MAX_BYTES = 4 * 1024;
const AGAIN_SECONDS = 10;

const HEADERS = tokenPageHeaders({ style: STYLE, script: SCRIPT });

type Status = 200 | 400 | 403 | 404 | 409 | 410 | 413 | 429 | 500 | 503;

export function wallRoutes(
	service: Service,
	{ addressOf, tries = wrongTries(service) }: LivePageOptions,
): Hono {
	const routes = new Hono();
	const { settings, wording } = service;
	const { locale } = settings;
	const shown = shownBy(service);
	routes.onError((error, c) => {
		if (isUnavailable(error)) return refuse(c, 503, "wall-unread");
		service.log.error("A wall broke.", {
			error: error instanceof Error ? (error.stack ?? error.name) : "",
		});
		return refuse(c, 500, "page-error-broken");
	});

	/** A screen asks again by itself: nobody stands there with a keyboard. */
	const refuse = (
		c: Context,
		status: Status,
		id: string,
		args: Record<string, string> = {},
	) =>
		c.html(
			doorPage(locale, wording.text(locale, id), {
				lines: [wording.text(locale, `${id}.help`, args)],
				...(status >= 500 ? { againSeconds: AGAIN_SECONDS } : {}),
			}),
			status,
			DOOR_HEADERS,
		);

	const unknown = (c: Context) =>
		tries.tooMany(addressOf(c))
			? refuse(c, 429, "page-error-tooMany")
			: refuse(c, 404, "wall-gone");

	const tokenOf = (c: Context): string => c.req.param("token") ?? "";

	/** Only the screen it is bound to sees anything of a wall. */
	async function asScreen(
		c: Context,
		act: (wall: WallRow) => Promise<Response>,
	): Promise<Response> {
		const wall = await wallBy(service, tokenOf(c));
		if (!wall) return unknown(c);
		return isScreenOf(wall, cookie(c, "dzvin-wall"))
			? act(wall)
			: refuse(c, 403, "wall-taken", await takenWords(wall));
	}

	const takenWords = async (wall: WallRow) => {
		const names = await whoMayFree(service, wall.brigadeId);
		return {
			screen: wall.screen || wording.text(locale, "wall-some-screen"),
			names:
				names.length > 0
					? names.join(", ")
					: wording.text(locale, "wall-administrator"),
		};
	};

	routes.get("/wall/:token", async (c) => {
		const wall = await wallBy(service, tokenOf(c));
		if (!wall) return unknown(c);
		const screen = cookie(c, "dzvin-wall");
		if (screen !== undefined && isScreenOf(wall, screen)) {
			keep(c, "dzvin-wall", screen, COOKIE_MS);
			await noteSeen(service, wall);
			return c.html(
				wallPage(await shown(wall, tokenOf(c)), crypto.randomUUID()),
				200,
				HEADERS,
			);
		}
		if (wall.screenHash !== undefined)
			return refuse(c, 403, "wall-taken", await takenWords(wall));
		if (!mayBind(service, wall)) return refuse(c, 410, "wall-too-late");
		return c.html(
			doorPage(locale, wording.text(locale, "wall-bind"), {
				lines: [wording.text(locale, "wall-bind.help", { name: wall.name })],
				button: {
					label: wording.text(locale, "wall-bind-button"),
					action: `/wall/${tokenOf(c)}/bind`,
				},
			}),
			200,
			DOOR_HEADERS,
		);
	});

	routes.post("/wall/:token/bind", async (c) => {
		const bound = await bindWall(
			service,
			tokenOf(c),
			deviceOf(c.req.header("user-agent")),
		);
		if (bound.kind === "unknown") return unknown(c);
		if (bound.kind === "tooLate") return refuse(c, 410, "wall-too-late");
		if (bound.kind === "bound") keep(c, "dzvin-wall", bound.screen, COOKIE_MS);
		return c.redirect(`/wall/${tokenOf(c)}`, 303);
	});

	routes.get("/wall/:token/stream", (c) =>
		asScreen(c, async ({ brigadeId }) =>
			follow(c, service, {
				token: tokenOf(c),
				brigadeId,
				shown,
				async stillThere() {
					const wall = await wallBy(service, tokenOf(c));
					if (!wall || !isScreenOf(wall, cookie(c, "dzvin-wall")))
						return undefined;
					await noteSeen(service, wall);
					return wall;
				},
			}),
		),
	);

	/** For browsers and proxies without a stream. */
	routes.get("/wall/:token/now", (c) =>
		asScreen(c, async (wall) => {
			const view = await shown(wall, tokenOf(c));
			return c.json(toldOf(view, wallParts(view)), 200, {
				"cache-control": "no-store",
			});
		}),
	);

	routes.post(
		"/wall/:token/mark",
		bodyLimit({
			maxSize: BODY_MAX_BYTES,
			onError: (c) => refuse(c, 413, "page-error-tooLong"),
		}),
		(c) =>
			asScreen(c, async (wall) => {
				const fields = new URLSearchParams(await c.req.text());
				for (const [name, value] of new URL(c.req.url).searchParams)
					fields.set(name, value);
				const status = await press(service, wall, fields);
				if (c.req.header("accept") === "application/json")
					return c.json({ done: status === 200 }, status);
				return status === 200
					? c.redirect(`/wall/${tokenOf(c)}`, 303)
					: refuse(c, status, SAID[status]);
			}),
	);

	return routes;
}

const SAID = {
	400: "page-error-invalid",
	409: "page-error-conflict",
	503: "wall-unread",
} as const;

/** «Я в депо», «Усі в депо», «Виїхали»: of the wall's own brigade and nobody else's. */
async function press(
	service: Service,
	wall: WallRow,
	fields: URLSearchParams,
): Promise<200 | 400 | 409 | 503> {
	try {
		// A press waits five seconds and may be sent for minutes: meanwhile it may be of another number.
		const incident = await incidentMeant(
			service,
			fields.get("incidentId") ?? "",
		);
		const command = incident && markOf(wall, incident, fields);
		if (!command) return 400;
		await service.handle(incident.id, command, {
			commandId: commandIdOf(wall, fields),
		});
		return 200;
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		if (error.kind === "conflict") return 409;
		if (error.kind === "unavailable") return 503;
		throw error;
	}
}

function markOf(
	{ id, brigadeId }: WallRow,
	incident: Known,
	fields: URLSearchParams,
): Command | undefined {
	const by = { kind: "wall", id } as const;
	const responderId = fields.get("responderId");
	const vehicleId = fields.get("vehicleId");
	switch (fields.get("mark")) {
		case "atStation":
			if (responderId === null)
				return incident.stations.has(brigadeId)
					? { type: "Mark", mark: "atStation", by, brigadeId }
					: undefined;
			// Whoever stands at the station has come, whatever they said or did not say.
			return incident.people.get(responderId)?.brigadeId === brigadeId
				? { type: "Mark", mark: "atStation", by, responderId }
				: undefined;
		case "departed":
			return vehicleId !== null &&
				incident.crews.some(
					(crew) =>
						crew.vehicleId === vehicleId && crew.brigadeId === brigadeId,
				)
				? { type: "Mark", mark: "departed", by, vehicleId }
				: undefined;
		default:
			return undefined;
	}
}

/** The same press sent twice is one deed. */
function commandIdOf({ id }: WallRow, fields: URLSearchParams): string {
	const said = new URLSearchParams(fields);
	if (!said.get("nonce")) said.set("nonce", crypto.randomUUID());
	said.sort();
	const what = createHash("sha256")
		.update(`${id}\n${said}`)
		.digest("base64url")
		.slice(0, 22);
	return `wall:${what}`;
}
