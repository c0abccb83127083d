/** The Worker as a whole, inside workerd. */
import { applyD1Migrations, env, SELF } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { createSecrets } from "../../src/secrets.ts";
import worker from "../../src/worker.ts";
import { softAuthenticator } from "../story/softAuthenticator.ts";

describe("the Worker", () => {
	beforeAll(() => applyD1Migrations(env.DB, env.MIGRATIONS));

	it("answers /healthz once its database is there", async () => {
		const response = await SELF.fetch("https://dzvin.example/healthz");
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({ status: "up" });
	});

	it("refuses a production token in a test build", async () => {
		const ask = (apiRoot: Record<string, string>) =>
			worker.fetch(
				new Request("https://dzvin.example/healthz"),
				{ ...env, TELEGRAM_BOT_TOKEN: "1234567:of-this-test", ...apiRoot },
				{ waitUntil: () => {} },
			);
		await expect(ask({})).rejects.toMatchObject({
			kind: "invalid",
			faults: [{ path: "TELEGRAM_API_ROOT" }],
		});
		const inside = await ask({ TELEGRAM_API_ROOT: "http://127.0.0.1:8091" });
		expect(inside.status).toBe(200);
	});

	it("takes a report, writes it to D1 and shows its board", async () => {
		const headers = {
			authorization: "Bearer worker-test-admin-key",
			"content-type": "application/json",
		};
		const brigade = await SELF.fetch("https://dzvin.example/v1/brigades", {
			method: "POST",
			headers,
			body: JSON.stringify({
				name: "Росохач",
				kind: "volunteer",
				location: { lat: 49.017, lon: 25.795 },
			}),
		});
		expect(brigade.status).toBe(201);
		const report = await SELF.fetch("https://dzvin.example/v1/incidents", {
			method: "POST",
			headers,
			body: JSON.stringify({
				type: "structure_fire",
				location: { lat: 49.02, lon: 25.8 },
			}),
		});
		expect(report.status).toBe(201);
		expect(await report.json()).toMatchObject({
			number: 100,
			status: "open",
			reached: 0,
		});
	});

	it("binds a desk to its workstation by a passkey, and lets it in by it", async () => {
		const origin = "https://dzvin.example";
		const jar = new Map<string, string>();
		const ask = async (method: string, path: string, body?: unknown) => {
			const answer = await SELF.fetch(`${origin}${path}`, {
				method,
				redirect: "manual",
				headers: {
					origin,
					"content-type": "application/json",
					...(path.startsWith("/v1/desks")
						? { authorization: "Bearer worker-test-admin-key" }
						: {
								cookie: [...jar]
									.map(([name, value]) => `${name}=${value}`)
									.join("; "),
							}),
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
			for (const cookie of answer.headers.getSetCookie()) {
				const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
				jar.set(name, value);
			}
			const text = await answer.text();
			return {
				status: answer.status,
				// biome-ignore lint/suspicious/noExplicitAny: a test names what it expects of a body
				body: (text.startsWith("{") ? JSON.parse(text) : text) as any,
			};
		};
		const made = await ask("POST", "/v1/desks", {
			name: "ОКЦ Тернопіль",
			scope: "everything",
		});
		expect(made.status).toBe(201);
		const path = new URL(made.body.url).pathname;
		const device = softAuthenticator();
		const offered = await ask("POST", `${path}/offer`, {});
		const bound = await ask("POST", `${path}/passkey`, {
			response: await device.create(offered.body, origin),
		});
		expect(bound.body).toEqual({ next: "/account" });
		expect((await ask("GET", "/v1/incidents")).status).toBe(200);
		jar.clear();
		expect((await ask("GET", "/v1/incidents")).status).toBe(401);
		const asked = await ask("POST", "/sign-in/passkey/ask", {});
		await ask("POST", "/sign-in/passkey", {
			response: await device.get(asked.body, origin),
		});
		expect((await ask("GET", "/v1/incidents")).status).toBe(200);
		expect((await ask("GET", "/v1/responders")).status).toBe(403);
	});

	it("seals and opens, and derives the same token as Node", () => {
		const secrets = createSecrets("0123456789abcdef0123456789abcdef");
		expect(secrets.open(secrets.seal("Мельник 📟"))).toBe("Мельник 📟");
		// Fixed on purpose: links sent by one home must open in another.
		expect(secrets.token("fire-1/ana")).toBe("nCbRbgFIcgDt");
	});
});
