import { Hono } from "hono";
import { expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { workbench } from "./workbench.ts";

const open = { key: null };

test("health asks for no key and minds no unknown query", async () => {
	const { call } = workbench();
	expect((await call("GET", "/healthz?x=1", undefined, open)).body).toEqual({
		status: "up",
	});
	expect((await call("GET", "/readyz", undefined, open)).body).toEqual({
		status: "ready",
		degraded: [],
	});
	const metrics = await call("GET", "/metrics", undefined, open);
	expect(metrics.headers.get("Content-Type")).toContain("version=0.0.4");
	expect(metrics.text).toContain("dzvin_incidents_total 0");
});

test("ready says what does not work, and 503 only when no alert could reach anybody", async () => {
	const { call, setHealth } = workbench();
	setHealth({ reachable: true, degraded: ["sms"] });
	const partly = await call("GET", "/readyz", undefined, open);
	expect(partly.status).toBe(200);
	expect(partly.body).toEqual({ status: "degraded", degraded: ["sms"] });
	setHealth({ reachable: false, degraded: ["sms", "telegram"] });
	const none = await call("GET", "/readyz", undefined, open);
	expect(none.status).toBe(503);
	expect(none.headers.get("Content-Type")).toBe("application/problem+json");
	expect(none.body).toMatchObject({
		status: 503,
		degraded: ["sms", "telegram"],
	});
});

test("what is handed in answers at the root and without a key of the API", async () => {
	const bench = workbench();
	const page = new Hono();
	page.get("/a/:token", (c) => c.text("answer page"));
	const app = createApp({
		...bench.deps,
		extra: [page],
	});
	const answer = await app.request("/a/k7Qm2Xw9Rb4t");
	expect(await answer.text()).toBe("answer page");
});

test("a path that nobody answers is a problem that repeats no token", async () => {
	const { call } = workbench();
	const page = await call("GET", "/i/k7Qm2Xw9Rb4t/bogus", undefined, open);
	expect(page.status).toBe(404);
	expect(page.headers.get("Content-Type")).toBe("application/problem+json");
	expect(page.text).not.toContain("k7Qm2Xw9Rb4t");
	const later = await call("POST", "/v1/incidents/x/divide", { into: "y" });
	expect(later.status).toBe(404);
	expect(later.body.detail).toContain("/v1/incidents/x/divide");
});

test("a defect is answered without its words and logged with its stack, without phones", async () => {
	const bench = workbench();
	const app = createApp({
		...bench.deps,
		health: () => {
			throw new Error("no row for +380671234567");
		},
	});
	const answer = await app.request("/readyz");
	expect(answer.status).toBe(500);
	const text = await answer.text();
	expect(text).not.toMatch(/4567|no row/);
	expect(JSON.stringify(bench.logged)).toContain("health.test.ts");
	expect(JSON.stringify(bench.logged)).not.toContain("380671234567");
});
