/**
 * The web application of chiefs and duty officers as it was built (`npm run build`):
 * one page for every address under `/board`, its files beside it. The page holds
 * nothing of anybody; what it shows it asks for with the session.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { type Context, Hono } from "hono";
import type { Locale } from "../core/kinds.ts";
import type { Wording } from "../wording/wording.ts";
import { tokenPageHeaders, WORDS_STYLE, wordsPage } from "./page.ts";

export type DashboardParts = {
	wording: Wording;
	locale: Locale;
	/** Where maps come from beside ourselves, as origins. */
	mapSources?: { connect: readonly string[]; img: readonly string[] };
	/** The folder the build wrote; absent = looked for at each visit until it is there. */
	folder?: string;
};

const YEAR_SECONDS = 31_536_000;
const WORDS_HEADERS = tokenPageHeaders({ style: WORDS_STYLE });

export function dashboardRoutes({
	wording,
	locale,
	mapSources = { connect: [], img: [] },
	folder: given,
}: DashboardParts): Hono {
	const routes = new Hono();
	let known = given;
	const folderNow = (): string | undefined => {
		known ??= builtFolder();
		return known;
	};
	routes.get("/", (c) => c.redirect("/board", 303));
	routes.use("/board/*", async (c, next) => {
		await next();
		if (c.res.ok && FILE.test(c.req.path))
			c.header("cache-control", keptAs(c.req.path));
		// It stands for the whole board, which has no slash at its end.
		if (c.req.path === "/board/service-worker.js") {
			c.header("service-worker-allowed", "/board");
			// What governs the worker is its own file's: under "nothing" it could fetch no shell.
			c.header("content-security-policy", WORKER_POLICY);
		}
	});
	const page = (c: Context) => {
		if (FILE.test(c.req.path)) return c.notFound();
		const folder = folderNow();
		if (folder === undefined)
			return c.html(
				wordsPage(
					locale,
					wording.text(locale, "board-not-built"),
					wording.text(locale, "board-not-built.help"),
				),
				503,
				WORDS_HEADERS,
			);
		const nonce = crypto.randomUUID();
		return c.html(indexOf(folder).replaceAll("%NONCE%", nonce), 200, {
			"cache-control": "no-cache",
			"referrer-policy": "same-origin",
			"x-content-type-options": "nosniff",
			"permissions-policy": "geolocation=(self)",
			"content-security-policy": policy(nonce, mapSources),
		});
	};
	routes.get("/board", page);
	let files: ReturnType<typeof serveStatic> | undefined;
	// Of a folder it would answer the index as it lies there, without a nonce.
	routes.get("/board/*", (c, next) => {
		const root = folderNow();
		if (root === undefined || !FILE.test(c.req.path)) return next();
		files ??= serveStatic({
			root,
			precompressed: true,
			rewriteRequestPath: (path) => path.slice("/board".length),
		});
		return files(c, next);
	});
	routes.get("/board/*", page);
	return routes;
}

/** Scripts are files of ours; styles too, but for those the component library writes under the nonce. */
const policy = (
	nonce: string,
	{ connect, img }: NonNullable<DashboardParts["mapSources"]>,
): string =>
	[
		"default-src 'none'",
		"script-src 'self'",
		`style-src 'self' 'nonce-${nonce}'`,
		`connect-src ${["'self'", ...connect].join(" ")}`,
		`img-src ${["'self'", "data:", "blob:", ...img].join(" ")}`,
		"worker-src 'self'",
		"manifest-src 'self'",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	].join("; ");

const WORKER_POLICY = "default-src 'none'; connect-src 'self'";
const FILE = /\.(?!html)\w+$/;
/** A name with the hash of what is in the file never means another; everything else is asked for again. */
const keptAs = (path: string): string =>
	path.startsWith("/board/assets/")
		? `public, max-age=${YEAR_SECONDS}, immutable`
		: "no-cache";

const pages = new Map<string, string>();
function indexOf(folder: string): string {
	const known = pages.get(folder);
	if (known !== undefined) return known;
	const page = readFileSync(join(folder, "index.html"), "utf8");
	pages.set(folder, page);
	return page;
}

/** Beside the bundle in dist/, or found upwards from the sources. */
function builtFolder(): string | undefined {
	for (
		let folder = dirname(fileURLToPath(import.meta.url));
		;
		folder = dirname(folder)
	) {
		const built = join(folder, "dist/dashboard");
		if (existsSync(join(built, "index.html"))) return built;
		if (folder === dirname(folder)) return undefined;
	}
}
