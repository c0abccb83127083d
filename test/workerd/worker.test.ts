/** The Worker as a whole, inside workerd. */
import { applyD1Migrations, env, SELF } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { createSecrets } from "../../src/secrets.ts";

describe("the Worker", () => {
	beforeAll(() => applyD1Migrations(env.DB, env.MIGRATIONS));

	it("answers /healthz once its database is there", async () => {
		const response = await SELF.fetch("https://dzvin.example/healthz");
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({ status: "up" });
	});

	it("seals and opens, and derives the same token as Node", () => {
		const secrets = createSecrets("0123456789abcdef0123456789abcdef");
		expect(secrets.open(secrets.seal("Мельник 📟"))).toBe("Мельник 📟");
		// Fixed on purpose: links sent by one home must open in another.
		expect(secrets.token("fire-1/ana")).toBe("nCbRbgFIcgDt");
	});
});
