/**
 * `/account`: what a person holds, where they are signed in, their passkeys; of a
 * desk who sits there, and the hand-over of a shift in one tap.
 */
import type { Context, Hono } from "hono";
import type { Grant } from "../../access.ts";
import type { Instant, Locale } from "../../core/kinds.ts";
import { AppError } from "../../errors.ts";
import { grantsOf } from "../../grants.ts";
import { EVERYTHING, type Scope } from "../../ports.ts";
import type { Service } from "../../service.ts";
import {
	addOfficer,
	officersOf,
	removeOfficer,
	sittingAt,
	takeShift,
} from "../../signIn/desks.ts";
import {
	addPasskey,
	offerPasskey,
	passkeysArePossible,
} from "../../signIn/passkeys.ts";
import { isProven, type Visitor } from "../../signIn/sessions.ts";
import type { Markup } from "../page.ts";
import { readRegistration } from "./ceremonies.ts";
import { cookie, drop, keep } from "./cookies.ts";
import { deviceOf } from "./device.ts";
import type { Door } from "./door.ts";
import { boardPath } from "./next.ts";
import {
	deskBody,
	type PasskeyView,
	personBody,
	type SessionView,
	type Text,
	withBoard,
} from "./view.ts";

const CEREMONY_MS = 5 * 60_000;

type Person = Extract<Visitor, { person: object }>;
type Desk = Extract<Visitor, { desk: object }>;
type Act<Who> = (
	c: Context,
	visitor: Who,
	form: URLSearchParams,
) => Promise<unknown>;

export function accountRoutes(
	routes: Hono,
	service: Service,
	door: Door,
): void {
	const { signIn } = service;

	routes.get("/account", async (c) => {
		const visitor = await door.visitor(c);
		if (!visitor) return c.redirect("/sign-in", 303);
		const locale = visitor.person?.locale ?? service.settings.locale;
		const text = door.text(locale);
		const body = visitor.person
			? await personPart(service, visitor, text, locale)
			: await deskPart(service, visitor, text, locale);
		const holder = visitor.person
			? { responderId: visitor.person.id }
			: { deskId: visitor.desk.id };
		return door.page(
			c,
			locale,
			text("account-title"),
			(await door.readsBoard(holder)) ? withBoard(text, body) : body,
			{ script: true },
		);
	});

	/** A form of this page: done, then shown as it is now. */
	const form = <Who extends Visitor>(
		path: string,
		isTheirs: (visitor: Visitor) => visitor is Who,
		act: Act<Who>,
	) =>
		routes.post(path, async (c) => {
			const visitor = await door.visitor(c);
			if (!visitor || !isTheirs(visitor)) return c.redirect("/sign-in", 303);
			const fields = new URLSearchParams(await c.req.text());
			await act(c, visitor, fields);
			// The desk's own form on the board comes back to the board.
			return c.redirect(boardPath(fields.get("to")) ?? "/account", 303);
		});

	form("/account/sign-out", isAnybody, (c) => door.signOut(c));
	form("/account/sessions/end", isAnybody, (_c, { account }, fields) =>
		signIn.endSessions(account.id, fields.get("id") ?? ""),
	);
	form("/account/sessions/end-all", isAnybody, async (c, { account }) => {
		await signIn.endSessions(account.id);
		await door.signOut(c);
	});
	form("/account/passkeys/remove", isPerson, (_c, { account }, fields) =>
		signIn.removePasskey(account.id, fields.get("id") ?? ""),
	);
	form("/account/shift", isDesk, (_c, { desk }, fields) =>
		takeShift(service, desk.id, fields.get("officer") ?? ""),
	);
	form("/account/officers", isDesk, (_c, { desk }, fields) =>
		addOfficer(service, desk.id, fields.get("name") ?? ""),
	);
	form("/account/officers/remove", isDesk, (_c, { desk }, fields) =>
		removeOfficer(service, desk.id, fields.get("officer") ?? ""),
	);
	passkeyRoutes(routes, service, door);
}

const isAnybody = (_visitor: Visitor): _visitor is Visitor => true;
const isPerson = (visitor: Visitor): visitor is Person =>
	visitor.person !== undefined;
const isDesk = (visitor: Visitor): visitor is Desk =>
	visitor.desk !== undefined;

/** Whoever finds an unlocked phone adds no key of their own to it. */
function passkeyRoutes(routes: Hono, service: Service, door: Door): void {
	const proven = async (c: Context): Promise<Person> => {
		const visitor = await door.visitor(c);
		if (visitor && isPerson(visitor) && isProven(service, visitor.session))
			return visitor;
		throw new AppError(
			"unauthorized",
			"Expected a person who signed in within the last ten minutes. Sign in once more at /sign-in.",
		);
	};
	routes.post("/account/passkeys/offer", async (c) => {
		const { account, person } = await proven(c);
		const { options, ticket } = await offerPasskey(
			service,
			account,
			service.secrets.open(person.name),
		);
		keep(c, "dzvin-ceremony", ticket, CEREMONY_MS);
		return c.json(options);
	});
	routes.post("/account/passkeys", async (c) => {
		const { account } = await proven(c);
		const response = readRegistration(await c.req.text());
		const ticket = cookie(c, "dzvin-ceremony") ?? "";
		drop(c, "dzvin-ceremony");
		await addPasskey(service, account, {
			ticket,
			response,
			name: deviceOf(c.req.header("user-agent")),
		});
		return c.json({ next: "/account" });
	});
}

// --- What is shown ---------------------------------------------------------------------

async function personPart(
	service: Service,
	{ person, account, session }: Person,
	text: Text,
	locale: Locale,
): Promise<Markup> {
	const holder = { responderId: person.id };
	const [grants, sessions, passkeys] = await Promise.all([
		grantsOf(service, holder),
		sessionViews(service, { account, session }, locale),
		service.signIn.passkeysOf(account.id),
	]);
	const when = timesIn(service, locale);
	return personBody(text, {
		name: service.secrets.open(person.name),
		roles: await Promise.all(
			grants.map((grant) => roleWords(service, grant, text)),
		),
		sessions,
		passkeys: passkeys.map(
			({ id, name, madeAt }): PasskeyView => ({
				id,
				name: name || text("account-device-unknown"),
				madeAt: when(madeAt),
			}),
		),
		...(passkeysArePossible(service)
			? { mayAdd: isProven(service, session) }
			: {}),
	});
}

async function deskPart(
	service: Service,
	{ desk, account, session }: Desk,
	text: Text,
	locale: Locale,
): Promise<Markup> {
	const [sitting, sessions] = await Promise.all([
		sittingAt(service, desk.id),
		sessionViews(service, { account, session }, locale),
	]);
	const when = timesIn(service, locale);
	return deskBody(text, {
		name: desk.name,
		...(sitting
			? { sitting: { name: sitting.name, since: when(sitting.since) } }
			: {}),
		officers: officersOf(service, desk),
		sessions,
	});
}

async function sessionViews(
	service: Service,
	{ account, session }: Pick<Visitor, "account" | "session">,
	locale: Locale,
): Promise<SessionView[]> {
	const when = timesIn(service, locale);
	const sessions = await service.signIn.sessionsOf(
		account.id,
		service.clock.now(),
	);
	return sessions.map(({ id, device, usedAt }) => ({
		id,
		device,
		usedAt: when(usedAt),
		isThis: id === session.id,
	}));
}

/** 22.11, 03:14 */
function timesIn(
	{ settings }: Service,
	locale: Locale,
): (at: Instant) => string {
	const format = new Intl.DateTimeFormat(locale === "uk" ? "uk-UA" : "en-GB", {
		timeZone: settings.timeZone,
		day: "2-digit",
		month: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
	});
	return (at) => format.format(at);
}

async function roleWords(
	service: Service,
	{ role, scope }: Grant,
	text: Text,
): Promise<string> {
	const id =
		role === "administrator" || role === "responder" ? "account-role" : "role";
	return text("account-role", {
		role: text(`${id}-${role}`),
		scope: await scopeText(service, scope, text),
	});
}

async function scopeText(
	{ roster }: Service,
	scope: Scope,
	text: Text,
): Promise<string> {
	switch (scope.kind) {
		case "everything":
			return text("account-scope-everything");
		case "area":
			return text("account-scope-area", { code: scope.code });
		case "brigades": {
			const brigades = await Promise.all(
				scope.ids.map((id) => roster.brigade(EVERYTHING, id)),
			);
			return brigades.flatMap((brigade) => brigade?.name ?? []).join(", ");
		}
		default:
			return text("account-scope-self");
	}
}
