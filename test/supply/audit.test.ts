/**
 * The audit against an advisory service on loopback, asked by the real npm about
 * our own lockfile: what it answers, and what it does not, decides the end.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { audit } from "../../scripts/audit.ts";
import { ADVISORIES, type LivedWith } from "../../scripts/exceptions.ts";

const ROOT = join(import.meta.dirname, "../..");
const TODAY = "2026-11-22";

let server: Server | undefined;
let cache: string;
// npm keeps advisories; ours are made up and must be in nobody's cache.
beforeEach(() => {
	cache = mkdtempSync(join(tmpdir(), "dzvin-audit-"));
	vi.stubEnv("npm_config_cache", cache);
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(cache, { recursive: true, force: true });
	server?.closeAllConnections();
	server?.close();
});

/** Answers every question about advisories so; knows no packages. */
async function service(
	answer: { status: number; body: unknown } | "never",
): Promise<string> {
	server = createServer((request, response) => {
		request.resume();
		if (answer === "never") return;
		const isAsked = request.method === "POST";
		response.statusCode = isAsked ? answer.status : 404;
		response.setHeader("content-type", "application/json");
		response.end(JSON.stringify(isAsked ? answer.body : {}));
	});
	await new Promise<void>((resolve) =>
		server?.listen(0, "127.0.0.1", () => resolve()),
	);
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const advised = (name: string, severity: string) => ({
	status: 200,
	body: {
		[name]: [
			{
				id: 1,
				url: "https://github.com/advisories/GHSA-aaaa-bbbb-cccc",
				title: "Lets anybody in",
				severity,
				vulnerable_versions: ">=0",
			},
		],
	},
});

const audited = async (
	answer: Parameters<typeof service>[0],
	more: { exceptions?: LivedWith[]; deadlineMs?: number } = {},
) =>
	audit({
		folder: ROOT,
		today: TODAY,
		registry: await service(answer),
		...more,
	});

const LIVED_WITH: LivedWith = {
	package: "hono",
	advisory: "GHSA-aaaa-bbbb-cccc",
	reason: "of this test",
	until: TODAY,
};

describe("the audit of production dependencies", () => {
	it.each(["high", "critical"])(
		"names what is %s, once, whoever depends on it",
		async (severity) => {
			expect(await audited(advised("hono", severity))).toEqual({
				kind: "audited",
				grave: [
					{
						package: "hono",
						advisory: "GHSA-aaaa-bbbb-cccc",
						severity,
						title: "Lets anybody in",
					},
				],
				livedWith: [],
			});
		},
	);

	it.each([
		["what is moderate", advised("hono", "moderate")],
		["what only development needs", advised("vitest", "critical")],
		["nothing at all", { status: 200, body: {} }],
	])("passes %s", async (_what, answer) => {
		expect(await audited(answer)).toEqual({
			kind: "audited",
			grave: [],
			livedWith: [],
		});
	});

	it("lives with an advisory that is named until its day, and no longer", async () => {
		const answer = advised("hono", "high");
		expect(await audited(answer, { exceptions: [LIVED_WITH] })).toMatchObject({
			grave: [],
			livedWith: [{ package: "hono" }],
		});
		server?.close();
		const exceptions = [{ ...LIVED_WITH, until: "2026-11-21" }];
		expect(await audited(answer, { exceptions })).toMatchObject({
			grave: [{ package: "hono" }],
			livedWith: [],
		});
	});

	it("says that it was skipped where no advisory service answers", async () => {
		expect(await audited({ status: 405, body: {} })).toEqual({
			kind: "skipped",
			why: "the registry answers 405",
		});
		const closed = await service("never");
		await new Promise((resolve) => server?.close(resolve));
		expect(
			await audit({ folder: ROOT, today: TODAY, registry: closed }),
		).toEqual({ kind: "skipped", why: "the registry does not answer" });
	});

	it("does not wait for a service that accepts and never answers", async () => {
		expect(await audited("never", { deadlineMs: 4_000 })).toMatchObject({
			kind: "skipped",
		});
	});

	it("fails where there is no lockfile to ask about", async () => {
		writeFileSync(join(cache, "package.json"), "{}");
		const registry = await service({ status: 200, body: {} });
		expect(
			await audit({ folder: cache, today: TODAY, registry }),
		).toMatchObject({ kind: "broken" });
	});

	it("is excused by exceptions only that say why and until when", () => {
		for (const { advisory, reason, until } of ADVISORIES) {
			expect(advisory).toMatch(/^GHSA(-\w{4}){3}$/);
			expect(reason.length).toBeGreaterThan(20);
			expect(until).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
		}
	});
});
