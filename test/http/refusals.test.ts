/** A refusal says what came and what was expected, in the form that its reader reads. */
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { openVillage, type Village } from "../bots/village.ts";
import { village, type Workbench, workbench } from "./workbench.ts";

describe("a list asked for wrongly", () => {
	let bench: Workbench;
	beforeEach(async () => {
		bench = workbench();
		await village(bench);
	});
	const faultOf = async (path: string) => {
		const { status, body } = await bench.call("GET", path);
		expect(status, path).toBe(400);
		expect(body.errors).toHaveLength(1);
		return body.errors[0];
	};

	test.each([
		["-1", "expected a number of at least 1, came -1"],
		["1000", "expected a number of at most 200, came 1000"],
		["1e3", "expected a number of at most 200, came 1e3"],
		["1.5", "expected a whole number, came 1.5"],
		["0", "expected a number of at least 1, came 0"],
		["", "expected a number of at least 1, came nothing"],
		["many", "expected a number, came a text"],
		["380671234567", "expected a number of at most 200, came …67"],
	])("hears which limit came: %s", async (limit, message) => {
		for (const list of ["incidents", "brigades", "responders"])
			expect(await faultOf(`/v1/${list}?limit=${limit}`)).toEqual({
				path: "limit",
				message,
			});
	});

	const cursor = (...parts: unknown[]) =>
		Buffer.from(JSON.stringify(parts)).toString("base64url");
	test.each([
		["/v1/incidents", "garbage"],
		["/v1/incidents", "%25%25%25"],
		["/v1/incidents", ""],
		["/v1/incidents", cursor("of another list")],
		["/v1/incidents", cursor(1, { an: "object" })],
		["/v1/brigades", cursor(1, "of incidents")],
		["/v1/brigades", cursor(null)],
		["/v1/responders", "garbage"],
	])("%s is told that its cursor is not ours: %s", async (list, given) => {
		expect(await faultOf(`${list}?cursor=${given}`)).toEqual({
			path: "cursor",
			message: "expected the nextCursor of the page before",
		});
	});

	test("goes on with the cursor it was given", async () => {
		for (const list of ["brigades", "responders"]) {
			const { body } = await bench.call("GET", `/v1/${list}?limit=1`);
			if (body.nextCursor === null) continue;
			const next = await bench.call(
				"GET",
				`/v1/${list}?limit=1&cursor=${body.nextCursor}`,
			);
			expect(next.status).toBe(200);
			expect(next.body.items[0].id).not.toBe(body.items[0].id);
		}
	});
});

describe("a body that is too large", () => {
	let place: Village;
	beforeEach(async () => {
		place = await openVillage();
	});
	afterEach(() => place.close());
	const post = async (path: string, bytes: number) => {
		const answer = await fetch(`${place.url}${path}`, {
			method: "POST",
			headers: {
				"content-type": "application/x-www-form-urlencoded",
				// The rest of the body is not read, so the connection serves nobody else.
				connection: "close",
			},
			body: "x".repeat(bytes),
		});
		expect(answer.status, path).toBe(413);
		return {
			type: answer.headers.get("content-type"),
			text: await answer.text(),
		};
	};

	it("is answered on the pages of people with a page in their words", async () => {
		for (const path of ["/a/abcdefghijkl", "/i/abcdefghijkl/close"]) {
			const { type, text } = await post(path, 40 * 1024);
			expect(type).toMatch(/^text\/html/);
			expect(text).toContain("Надіслано забагато тексту");
			expect(text).toContain("напишіть коротше");
		}
	});

	it("is answered to carriers with a problem that says how much is taken", async () => {
		const { type, text } = await post("/carriers/telegram", 65 * 1024);
		expect(type).toBe("application/problem+json");
		expect(JSON.parse(text).detail).toBe(
			"Expected a body of at most 65536 bytes, came a larger one.",
		);
	});
});
