/**
 * The pages of sign-in: a phone, a code, a link, a passkey; and the link that binds
 * a desk to its workstation. They answer the same whether or not anybody has that
 * phone, and looking at a link uses nothing up.
 */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Service } from "../../service.ts";
import type { AskedCode, Codes, Via } from "../../signIn/codes.ts";
import { CODE_MS } from "../../signIn/codes.ts";
import { enrolling, takeEnrolment } from "../../signIn/desks.ts";
import {
	addPasskey,
	askForPasskey,
	offerPasskey,
	passkeysArePossible,
	recognise,
} from "../../signIn/passkeys.ts";
import { askingOf, visitorOf } from "../../signIn/sessions.ts";
import type { AccountRow, Holder } from "../../signIn/store.ts";
import { LINK } from "../../signIn/tokens.ts";
import type { PersonOf } from "../guard.ts";
import { accountRoutes } from "./account.ts";
import { readRegistration, readSignature } from "./ceremonies.ts";
import { cookie, drop, keep, sessionCookie } from "./cookies.ts";
import { deviceOf } from "./device.ts";
import { type Door, type DoorOptions, doorOf } from "./door.ts";
import { keepTo } from "./next.ts";
import { PASSKEY_SCRIPT, PASSKEY_SCRIPT_PATH } from "./script.ts";
import { codeBody, enrolBody, linkBody, signInBody } from "./view.ts";

/** An attestation of a security key is the largest thing anybody sends here. */
const BODY_MAX_BYTES = 64 * 1024;
const CEREMONY_MS = 5 * 60_000;

/** Whose session a request to the API carries. */
export const personOf =
	(service: Service): PersonOf =>
	async (request) => {
		const token = sessionCookie(request);
		const visitor = token ? await visitorOf(service, token) : undefined;
		return visitor && askingOf(service, visitor);
	};

export function signInPages(
	service: Service,
	{ codes, ...options }: DoorOptions & { codes: Codes },
): Hono {
	const routes = new Hono();
	const door = doorOf(service, options);
	routes.onError((error, c) => door.onError(error, c));
	for (const path of [
		"/sign-in",
		"/sign-in/*",
		"/account",
		"/account/*",
		"/desk/*",
	]) {
		routes.use(path, door.ownPagesOnly);
		routes.use(
			path,
			bodyLimit({
				maxSize: BODY_MAX_BYTES,
				onError: (c) => door.refuse(c, 413, "sign-in-unreadable"),
			}),
		);
	}
	routes.get(PASSKEY_SCRIPT_PATH, (c) =>
		c.body(PASSKEY_SCRIPT, 200, {
			"content-type": "text/javascript; charset=utf-8",
			"cache-control": "no-cache",
			"x-content-type-options": "nosniff",
		}),
	);
	codeRoutes(routes, service, door, codes);
	passkeyRoutes(routes, service, door);
	linkRoutes(routes, service, door, codes);
	enrolmentRoutes(routes, service, door);
	accountRoutes(routes, service, door);
	return routes;
}

// --- A code ---------------------------------------------------------------------------

function codeRoutes(
	routes: Hono,
	service: Service,
	door: Door,
	codes: Codes,
): void {
	const { settings, secrets } = service;
	const { locale } = settings;
	const text = door.text();

	const signInPage = async (
		c: Context,
		more: { said?: string; phone?: string } = {},
	) => {
		const visitor = await door.visitor(c);
		const name = visitor?.person
			? secrets.open(visitor.person.name)
			: visitor?.desk?.name;
		return door.page(
			c,
			locale,
			text("sign-in-title"),
			signInBody(text, {
				...more,
				...(name === undefined ? {} : { name }),
				passkeys: passkeysArePossible(service),
			}),
			{ script: true, status: more.said === undefined ? 200 : 400 },
		);
	};

	const codePage = (c: Context, said?: string) =>
		door.page(
			c,
			locale,
			text("sign-in-code-title"),
			codeBody(text, {
				...(said === undefined ? {} : { said }),
				sms: service.channels.has("sms"),
				voice: service.channels.has("voice"),
			}),
			{ status: said === undefined ? 200 : 401 },
		);

	const asked = (c: Context, code: AskedCode, phone?: string) => {
		switch (code.kind) {
			case "tooMany":
				return door.refuse(c, 429, "sign-in-too-many");
			case "unreadable":
				return phone === undefined
					? c.redirect("/sign-in", 303)
					: signInPage(c, { said: text("sign-in-phone-unreadable"), phone });
			case "asked":
				keep(c, "dzvin-asked", code.ticket, CODE_MS);
				return c.redirect("/sign-in/code", 303);
		}
	};

	routes.get("/sign-in", (c) => {
		keepTo(c);
		return signInPage(c);
	});
	routes.post("/sign-in", async (c) => {
		const phone = (await formOf(c)).get("phone") ?? "";
		if (phone.length > 60) return asked(c, { kind: "unreadable" }, "");
		return asked(c, await codes.ask(phone, "chosen", door.address(c)), phone);
	});
	routes.post("/sign-in/again", async (c) => {
		const wanted = (await formOf(c)).get("via");
		const way = VIAS.find((known) => known === wanted) ?? "chosen";
		const ticket = cookie(c, "dzvin-asked") ?? "";
		return asked(c, await codes.askAgain(ticket, way, door.address(c)));
	});
	routes.get("/sign-in/code", (c) =>
		cookie(c, "dzvin-asked") ? codePage(c) : c.redirect("/sign-in", 303),
	);
	routes.post("/sign-in/code", async (c) => {
		const code = ((await formOf(c)).get("code") ?? "").replace(/\D/g, "");
		const person = await codes.check(cookie(c, "dzvin-asked") ?? "", code);
		if (!person)
			return door.guessesTooMuch(c)
				? door.refuse(c, 429, "sign-in-too-many")
				: codePage(c, text("sign-in-code-wrong"));
		return c.redirect(
			await door.signIn(c, { responderId: person.id }, "code"),
			303,
		);
	});
}

const VIAS: readonly Via[] = ["chosen", "sms", "voice"];

const formOf = async (c: Context): Promise<URLSearchParams> =>
	new URLSearchParams(await c.req.text());

// --- A link in Telegram -------------------------------------------------------------------

function linkRoutes(
	routes: Hono,
	{ secrets }: Service,
	door: Door,
	codes: Codes,
): void {
	const dead = (c: Context) =>
		door.guessesTooMuch(c)
			? door.refuse(c, 429, "sign-in-too-many")
			: door.refuse(c, 404, "sign-in-link-dead");

	routes.get("/sign-in/:link", async (c) => {
		const link = c.req.param("link");
		const person = LINK.test(link) ? await codes.look(link) : undefined;
		if (!person) return dead(c);
		const text = door.text(person.locale);
		const name = secrets.open(person.name);
		return door.page(
			c,
			person.locale,
			text("sign-in-link-title", { name }),
			linkBody(text, name, link),
		);
	});
	routes.post("/sign-in/:link", async (c) => {
		const link = c.req.param("link");
		const person = LINK.test(link) ? await codes.take(link) : undefined;
		if (!person) return dead(c);
		return c.redirect(
			await door.signIn(c, { responderId: person.id }, "link"),
			303,
		);
	});
}

// --- A passkey ---------------------------------------------------------------------------

function passkeyRoutes(routes: Hono, service: Service, door: Door): void {
	routes.post("/sign-in/passkey/ask", async (c) => {
		const { options, ticket } = await askForPasskey(service);
		keep(c, "dzvin-ceremony", ticket, CEREMONY_MS);
		return c.json(options);
	});
	routes.post("/sign-in/passkey", async (c) => {
		const response = readSignature(await c.req.text());
		const ticket = cookie(c, "dzvin-ceremony") ?? "";
		drop(c, "dzvin-ceremony");
		const account = await recognise(service, ticket, response);
		return c.json({
			next: await door.signIn(c, holderOf(account), "passkey"),
		});
	});
}

export const holderOf = ({ responderId, deskId }: AccountRow): Holder =>
	deskId === undefined ? { responderId } : { deskId };

// --- A desk and its workstation -----------------------------------------------------------

function enrolmentRoutes(routes: Hono, service: Service, door: Door): void {
	const { locale } = service.settings;
	const text = door.text();
	const opened = (c: Context) => {
		const link = c.req.param("link") ?? "";
		return LINK.test(link) ? enrolling(service, link) : undefined;
	};
	const dead = (c: Context) =>
		door.guessesTooMuch(c)
			? door.refuse(c, 429, "sign-in-too-many")
			: door.refuse(c, 404, "desk-enrol-dead");

	routes.get("/desk/:link", async (c) => {
		const found = await opened(c);
		if (!found) return dead(c);
		return door.page(
			c,
			locale,
			text("desk-enrol-title"),
			enrolBody(text, {
				name: found.desk.name,
				link: c.req.param("link"),
				passkeys: passkeysArePossible(service),
			}),
			{ script: true },
		);
	});
	/** A workstation without passkeys: a key in its browser, which is the session itself. */
	routes.post("/desk/:link", async (c) => {
		const found = await opened(c);
		if (!found || !(await takeEnrolment(service, c.req.param("link"))))
			return dead(c);
		return c.redirect(
			await door.signIn(c, { deskId: found.desk.id }, "enrolment"),
			303,
		);
	});
	routes.post("/desk/:link/offer", async (c) => {
		const found = await opened(c);
		if (!found) return dead(c);
		const { options, ticket } = await offerPasskey(
			service,
			found.account,
			found.desk.name,
		);
		keep(c, "dzvin-ceremony", ticket, CEREMONY_MS);
		return c.json(options);
	});
	routes.post("/desk/:link/passkey", async (c) => {
		const found = await opened(c);
		if (!found) return dead(c);
		const response = readRegistration(await c.req.text());
		const ticket = cookie(c, "dzvin-ceremony") ?? "";
		drop(c, "dzvin-ceremony");
		const { id } = await addPasskey(service, found.account, {
			ticket,
			response,
			name: deviceOf(c.req.header("user-agent")),
		});
		// Two workstations at once with one link: the second has bound nothing.
		if (!(await takeEnrolment(service, c.req.param("link")))) {
			await service.signIn.removePasskey(found.account.id, id);
			return dead(c);
		}
		return c.json({
			next: await door.signIn(c, { deskId: found.desk.id }, "passkey"),
		});
	});
}
