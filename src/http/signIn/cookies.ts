/**
 * The cookies of sign-in. The prefix `__Host-` makes browsers refuse them from
 * another host, another path or without TLS; none is readable by a script.
 */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { parse } from "hono/utils/cookie";

/** The session, what a code was asked for with, the passkey's question under way. */
export type CookieName =
	| "dzvin"
	| "dzvin-asked"
	| "dzvin-ceremony"
	/** The page of the board that sent somebody here to sign in. */
	| "dzvin-to"
	/** The one screen that a station's wall is bound to. */
	| "dzvin-wall";

export const SESSION_COOKIE = "__Host-dzvin";

export const cookie = (c: Context, name: CookieName): string | undefined =>
	getCookie(c, name, "host");

/** Of a request that is not being answered by a page of ours. */
export const sessionCookie = (request: Request): string | undefined => {
	const cookies = request.headers.get("Cookie") ?? "";
	return parse(cookies, SESSION_COOKIE)[SESSION_COOKIE];
};

export function keep(
	c: Context,
	name: CookieName,
	value: string,
	ms: number,
): void {
	setCookie(c, name, value, {
		prefix: "host",
		path: "/",
		secure: true,
		httpOnly: true,
		// A link in a message opens the page signed in; a form of another site does nothing (Origin).
		sameSite: "Lax",
		maxAge: Math.floor(ms / 1000),
	});
}

export function drop(c: Context, name: CookieName): void {
	deleteCookie(c, name, { prefix: "host", path: "/", secure: true });
}
