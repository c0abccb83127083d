/**
 * What every page of sign-in shares: whose session a request carries, beginning and
 * ending one, and refusing in people's words or, to the script, as a problem.
 */
import type { Context, MiddlewareHandler } from "hono";
import type { Locale } from "../../core/kinds.ts";
import { AppError, type ErrorKind } from "../../errors.ts";
import type { Service } from "../../service.ts";
import {
	startSession,
	type Visitor,
	visitorOf,
} from "../../signIn/sessions.ts";
import type { Holder, SessionRow } from "../../signIn/store.ts";
import type { Markup, WrongTries } from "../page.ts";
import { answerProblem } from "../problem.ts";
import { cookie, drop, keep } from "./cookies.ts";
import { deviceOf } from "./device.ts";
import { mayReadBoard, nextFor } from "./next.ts";
import { frame, PAGE_HEADERS, type Text, textOf, wordsBody } from "./view.ts";

export type Status = 200 | 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503;

export type DoorOptions = {
	/** The address of whoever asks, for counting. */
	addressOf(c: Context): string;
	/** Shared with the other pages that can be guessed at. */
	tries: WrongTries;
	/** This home serves the board: whoever may read it goes there. */
	hasBoard: boolean;
};

export type Door = ReturnType<typeof doorOf>;

export function doorOf(
	service: Service,
	{ addressOf, tries, hasBoard }: DoorOptions,
) {
	const { settings, wording, signIn } = service;
	const { origin } = new URL(settings.publicUrl);

	const text = (locale: Locale = settings.locale): Text =>
		textOf(wording, locale);

	const page = (
		c: Context,
		locale: Locale,
		title: string,
		body: Markup,
		{
			status = 200,
			script = false,
		}: { status?: Status; script?: boolean } = {},
	): Response | Promise<Response> =>
		c.html(frame(locale, title, body, { script }), status, PAGE_HEADERS);

	/** `id` and `id.help` in the locales. */
	const refuse = (
		c: Context,
		status: Status,
		id: string,
		args: Record<string, string> = {},
		locale: Locale = settings.locale,
	) => {
		const say = text(locale);
		const title = say(id, args);
		return page(c, locale, title, wordsBody(title, say(`${id}.help`, args)), {
			status,
		});
	};

	/** The script is answered as a program, a form as a person. */
	const isScript = (c: Context): boolean =>
		/^application\/json/i.test(c.req.header("content-type") ?? "");

	return {
		text,
		page,
		refuse,
		address: addressOf,
		/** True when this address guessed wrong too often in this minute. */
		guessesTooMuch: (c: Context): boolean => tries.tooMany(addressOf(c)),

		/** A cookie rides along from anywhere: only our own pages may act with it. */
		ownPagesOnly: (async (c, next) => {
			if (
				c.req.method !== "GET" &&
				c.req.method !== "HEAD" &&
				c.req.header("Origin") !== origin
			)
				return isScript(c)
					? answerProblem(
							new AppError(
								"forbidden",
								`Expected this request from a page of ${origin}.`,
							),
						)
					: refuse(c, 403, "sign-in-foreign", { url: `${origin}/sign-in` });
			// A redirect is kept nowhere either; a page says so itself.
			c.header("cache-control", "no-store");
			await next();
		}) satisfies MiddlewareHandler,

		onError(error: Error, c: Context): Response | Promise<Response> {
			if (isScript(c)) return answerProblem(error, service.log);
			if (error instanceof AppError) {
				const { status, id } = REFUSALS[error.kind] ?? REFUSALS.invalid;
				return refuse(c, status, id);
			}
			service.log.error("A page of sign-in broke.", {
				error: error.stack ?? error.name,
			});
			return refuse(c, 500, "sign-in-broken");
		},

		visitor,

		readsBoard,

		/**
		 * The browser's former session ends: what was known of it opens nothing any more.
		 * Gives where they go now.
		 */
		async signIn(
			c: Context,
			holder: Holder,
			madeBy: SessionRow["madeBy"],
		): Promise<string> {
			await endFormer(c);
			const { token, keepMs } = await startSession(service, holder, {
				madeBy,
				device: deviceOf(c.req.header("user-agent")),
			});
			keep(c, "dzvin", token, keepMs);
			drop(c, "dzvin-asked");
			return nextFor(c, await readsBoard(holder));
		},

		/** The boards this browser has seen go with the session, whatever page it ends on. */
		async signOut(c: Context): Promise<void> {
			await endFormer(c);
			drop(c, "dzvin");
			c.header("clear-site-data", '"storage"');
		},
	};

	async function readsBoard(holder: Holder): Promise<boolean> {
		return hasBoard && mayReadBoard(service, holder);
	}

	async function visitor(c: Context): Promise<Visitor | undefined> {
		const token = cookie(c, "dzvin");
		return token ? visitorOf(service, token) : undefined;
	}

	async function endFormer(c: Context): Promise<void> {
		const former = await visitor(c);
		if (former) await signIn.endSessions(former.account.id, former.session.id);
	}
}

type Refusal = { status: Status; id: string };
const REFUSALS: Partial<Record<ErrorKind, Refusal>> & { invalid: Refusal } = {
	invalid: { status: 400, id: "sign-in-unreadable" },
	notFound: { status: 404, id: "sign-in-unreadable" },
	conflict: { status: 409, id: "sign-in-unreadable" },
	tooMany: { status: 429, id: "sign-in-too-many" },
	unavailable: { status: 503, id: "sign-in-unavailable" },
};
