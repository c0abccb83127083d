import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dashboardRoutes } from "../../src/http/dashboard.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";

const wording = createWording(loadTexts());
let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-built-"));
	mkdirSync(join(folder, "assets"));
	writeFileSync(
		join(folder, "index.html"),
		'<meta name="csp-nonce" content="%NONCE%"><p>the shell</p>',
	);
	writeFileSync(join(folder, "assets/main-4f2a.js"), "go()");
	writeFileSync(join(folder, "service-worker.js"), "stay()");
});
afterAll(() => rmSync(folder, { recursive: true }));

const open = () =>
	dashboardRoutes({
		wording,
		locale: "uk",
		folder,
		mapSources: { connect: ["https://tiles.example"], img: [] },
	});

it("opens the same shell at every address of the board, with a nonce of its own each time", async () => {
	const routes = open();
	const nonces = new Set<string>();
	for (const path of [
		"/board",
		"/board/",
		"/board/incidents/1",
		"/board/new",
	]) {
		const answer = await routes.request(path);
		expect(answer.status, path).toBe(200);
		const policy = answer.headers.get("content-security-policy") ?? "";
		const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
		expect(await answer.text()).toContain(`content="${nonce}"`);
		nonces.add(nonce);
	}
	expect(nonces.size).toBe(4);
});

it("runs scripts of its own only, and asks only itself and the map's host", async () => {
	const answer = await open().request("/board");
	const policy = answer.headers.get("content-security-policy") ?? "";
	expect(policy).toContain("script-src 'self';");
	expect(policy).toContain("connect-src 'self' https://tiles.example;");
	expect(policy).toContain("frame-ancestors 'none'");
	expect(policy).not.toContain("unsafe");
	expect(answer.headers.get("cache-control")).toBe("no-cache");
});

it("lets a browser keep what carries the hash of its contents, and nothing else", async () => {
	const routes = open();
	const asset = await routes.request("/board/assets/main-4f2a.js");
	expect(await asset.text()).toBe("go()");
	expect(asset.headers.get("cache-control")).toContain("immutable");
	const worker = await routes.request("/board/service-worker.js");
	expect(worker.headers.get("cache-control")).toBe("no-cache");
	expect(worker.headers.get("service-worker-allowed")).toBe("/board");
	expect(worker.headers.get("content-security-policy")).toContain(
		"connect-src 'self'",
	);
	const gone = await routes.request("/board/assets/main-0000.js");
	expect(gone.status).toBe(404);
	expect(gone.headers.get("cache-control") ?? "").not.toContain("immutable");
});

it("never leaves the folder of the build", async () => {
	for (const path of [
		"/board/../package.json",
		"/board/%2e%2e/%2e%2e/etc/passwd",
		"/board/assets/..%2f..%2fsecret.js",
	]) {
		const answer = await open().request(path);
		expect(await answer.text(), path).not.toMatch(/root:|"name"/);
	}
});

it("leads the root to the board", async () => {
	const answer = await open().request("/");
	expect(answer.status).toBe(303);
	expect(answer.headers.get("location")).toBe("/board");
});
