/**
 * What every answer carries, whichever route gave it: the routes come from the
 * OpenAPI document, so that a new one is asked too; the pages are named here.
 */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openVillage, type Village } from "../story/village.ts";
import { workbench } from "./workbench.ts";

let village: Village<"petro" | "ivan">;
let fire: string;
beforeAll(async () => {
	village = await openVillage({
		people: {
			petro: { name: "Петро", role: "chief" },
			ivan: { name: "Іван", qualifications: ["driver_c"] },
		},
	});
	fire = await village.report();
});
afterAll(() => village.close());

const ALWAYS: Record<string, RegExp> = {
	"x-content-type-options": /^nosniff$/,
	"referrer-policy": /^(no-referrer|same-origin)$/,
	"permissions-policy": /geolocation=\(\)/,
	"cross-origin-opener-policy": /^same-origin$/,
	"cross-origin-resource-policy": /^same-origin$/,
	"x-frame-options": /^DENY$/,
	"content-security-policy":
		/^default-src 'none'(?!.*(unsafe|\*|https?:|data:)).*frame-ancestors 'none'/,
};

async function ask(method: string, path: string, key = false) {
	const controller = new AbortController();
	const answer = await fetch(`${village.url}${path}`, {
		method,
		redirect: "manual",
		signal: controller.signal,
		headers: key ? { authorization: `Bearer ${village.adminKey}` } : {},
	});
	const isStream = answer.headers
		.get("content-type")
		?.startsWith("text/event-stream");
	const text = isStream ? "" : await answer.text();
	if (isStream) controller.abort();
	for (const [name, form] of Object.entries(ALWAYS))
		expect(
			answer.headers.get(name) ?? "none",
			`${method} ${path}: ${name}`,
		).toMatch(form);
	expect(answer.headers.has("x-powered-by")).toBe(false);
	return { answer, text };
}

/** No script and no style but what the policy of the page itself names by hash or as our own file. */
function keepsItsPolicy(path: string, policy: string, text: string): void {
	const hash = (source = "") =>
		`'sha256-${createHash("sha256").update(source).digest("base64")}'`;
	for (const [, source] of text.matchAll(/<style>([\s\S]*?)<\/style>/g))
		expect(policy, path).toContain(`style-src ${hash(source)}`);
	for (const [, attributes = "", source] of text.matchAll(
		/<script([^>]*)>([\s\S]*?)<\/script>/g,
	)) {
		const src = / src="([^"]*)"/.exec(attributes)?.[1];
		if (src === undefined) expect(policy, path).toContain(hash(source));
		else {
			expect(src, path).toMatch(/^\/[^/]/);
			expect(policy, path).toContain("script-src 'self'");
		}
	}
	expect(text, path).not.toMatch(/<[^>]+\s(on\w+|style)\s*=/i);
	expect(text, path).not.toMatch(/javascript:/i);
	if (!text.includes("<script"))
		expect(policy, path).not.toMatch(/script-src 'sha256/);
}

test("every route of the API says how it may be used, with a key and without, right and wrong", async () => {
	const { text } = await ask("GET", "/openapi.json");
	const { paths } = JSON.parse(text) as {
		paths: Record<string, Record<string, { responses: object }>>;
	};
	let asked = 0;
	for (const [path, methods] of Object.entries(paths))
		for (const [method, { responses }] of Object.entries(methods)) {
			const at = path.replace("{id}", "nobody");
			// Nothing is read of a body that never comes: each is refused or finds nobody.
			const { answer } = await ask(method.toUpperCase(), at);
			if (path.startsWith("/v1/")) {
				expect(answer.status, path).toBeGreaterThanOrEqual(401);
				expect(Object.keys(responses), path).toContain("429");
				await ask(method.toUpperCase(), at, true);
			}
			asked += 1;
		}
	expect(asked).toBeGreaterThan(40);
	await ask("GET", `/v1/incidents/${fire}/stream`, true);
	await ask("GET", "/v1/stream", true);
});

test("every page runs and styles only what it says itself, and nobody frames it", async () => {
	const { petro, ivan } = village.people;
	const live = village.token(fire, petro.name, "live");
	const answer = village.token(fire, ivan.name);
	const pages: [path: string, status: number][] = [
		[`/a/${answer}`, 200],
		[`/${answer}`, 200],
		["/a/abcdefghijkl", 404],
		[`/a/${live}`, 303],
		[`/i/${live}`, 200],
		[`/i/${live}?said=proposed`, 200],
		["/i/abcdefghijkl", 404],
		["/sign-in", 200],
		["/sign-in/abcdefghijkl", 404],
		["/sign-in/passkeys.js", 200],
		["/account", 303],
		["/docs", 200],
		["/healthz", 200],
		["/readyz", 200],
		["/metrics", 200],
		["/nothing-here", 404],
		["/v1/nothing", 401],
	];
	for (const [path, status] of pages) {
		const { answer: got, text } = await ask("GET", path);
		expect([path, got.status]).toEqual([path, status]);
		if (/^text\/html/.test(got.headers.get("content-type") ?? ""))
			keepsItsPolicy(
				path,
				got.headers.get("content-security-policy") ?? "",
				text,
			);
	}
	const { text } = await ask("GET", `/a/${answer}`);
	expect(Buffer.byteLength(text)).toBeLessThan(10_000);
	expect(text).not.toContain("<script");
	for (const path of ["/carriers/telegram", "/carriers/twilio/sms"])
		expect((await ask("POST", path)).answer.status).toBe(403);
});

test("a browser is bound to https exactly where the service is reached by it", async () => {
	const answer = await workbench().call("GET", "/healthz");
	expect(answer.headers.get("strict-transport-security")).toBe(
		"max-age=31536000",
	);
	const plain = await fetch(`${village.url}/healthz`);
	expect(plain.headers.has("strict-transport-security")).toBe(false);
});
