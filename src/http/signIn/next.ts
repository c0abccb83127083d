/**
 * Where somebody goes who has just signed in: to the page of the board they were sent
 * from, to the board, or, who has nothing to do there, to their account.
 */
import type { Context } from "hono";
import { scopeFor } from "../../access.ts";
import { grantsOf } from "../../grants.ts";
import type { Service } from "../../service.ts";
import type { Holder } from "../../signIn/store.ts";
import { cookie, drop, keep } from "./cookies.ts";

const BOARD = "/board";
const ACCOUNT = "/account";
const KEPT_MS = 10 * 60_000;
const LONGEST = 500;

/** `?to=` of the sign-in page, until one of its ways in is through. */
export function keepTo(c: Context): void {
	const to = boardPath(c.req.query("to"));
	if (to) keep(c, "dzvin-to", to, KEPT_MS);
}

/** `readsBoard`: this home serves a board, and they may read it. */
export function nextFor(c: Context, readsBoard: boolean): string {
	const to = boardPath(cookie(c, "dzvin-to"));
	drop(c, "dzvin-to");
	return readsBoard ? (to ?? BOARD) : ACCOUNT;
}

export const mayReadBoard = async (
	service: Service,
	holder: Holder,
): Promise<boolean> =>
	scopeFor(await grantsOf(service, holder), "incidents.read") !== undefined;

/** A page of our own board and nothing else: whoever is sent elsewhere after signing in is robbed there. */
export function boardPath(to: string | null | undefined): string | undefined {
	if (!to || to.length > LONGEST || !to.startsWith(BOARD)) return undefined;
	if (!URL.canParse(to, "https://own")) return undefined;
	const { origin, pathname, search } = new URL(to, "https://own");
	const isBoard = pathname === BOARD || pathname.startsWith(`${BOARD}/`);
	return origin === "https://own" && isBoard ? pathname + search : undefined;
}
