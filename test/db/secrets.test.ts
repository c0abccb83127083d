/** Sealing, look-up hashes and tokens: what a thief of the database must not get past. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sealed } from "../../src/ports.ts";
import { createSecrets } from "../../src/secrets.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const secrets = createSecrets(SECRET);
const others = createSecrets(`${SECRET}x`);

describe("DZVIN_SECRET", () => {
	it("is refused when it is short, in bytes and with what to do", () => {
		expect(() => createSecrets(SECRET.slice(1))).toThrow(
			/at least 32 bytes, got 31.*openssl/,
		);
		// 16 Cyrillic letters are 32 bytes.
		expect(() => createSecrets("ї".repeat(16))).not.toThrow();
	});

	it("has a fingerprint that tells secrets apart", () => {
		expect(createSecrets(SECRET).fingerprint()).toBe(secrets.fingerprint());
		expect(others.fingerprint()).not.toBe(secrets.fingerprint());
	});
});

describe("sealing", () => {
	it("gives back any text, never sealed the same way twice", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
				const sealed = secrets.seal(text);
				expect(secrets.open(sealed)).toBe(text);
				expect(secrets.seal(text)).not.toBe(sealed);
				expect(sealed).toMatch(/^1[\w-]+$/);
			}),
		);
	});

	it("refuses whatever was changed, cut or sealed elsewhere, without repeating it", () => {
		const sealed = secrets.seal("Мельник +380671234567");
		const middle = Math.floor(sealed.length / 2);
		const swapped = sealed[middle] === "A" ? "B" : "A";
		const changed =
			sealed.slice(0, middle) + swapped + sealed.slice(middle + 1);
		for (const wrong of [
			changed,
			sealed.slice(0, 20),
			`2${sealed.slice(1)}`,
			"",
			others.seal("x"),
		]) {
			expect(() => secrets.open(wrong as Sealed)).toThrow(
				/this installation's DZVIN_SECRET/,
			);
			expect(() => secrets.open(wrong as Sealed)).not.toThrow(/Мельник|380/);
		}
	});
});

describe("hashes", () => {
	it("find equal texts, under this secret only", () => {
		expect(secrets.hash("+380671234567")).toBe(secrets.hash("+380671234567"));
		expect(secrets.hash("+380671234567")).not.toBe(
			secrets.hash("+380671234568"),
		);
		expect(secrets.hash("+380671234567")).not.toBe(
			others.hash("+380671234567"),
		);
	});

	it("of words depend on their salt, so that erasing it erases what they said", () => {
		expect(secrets.saltedHash("s1", "так")).toBe(
			secrets.saltedHash("s1", "так"),
		);
		expect(secrets.saltedHash("s2", "так")).not.toBe(
			secrets.saltedHash("s1", "так"),
		);
		expect(secrets.salt()).not.toBe(secrets.salt());
	});
});

describe("tokens", () => {
	it("have 12 characters of a URL and end in a letter or digit, whatever they stand for", () => {
		const seen = new Set<string>();
		for (let i = 0; i < 5000; i += 1) {
			const token = secrets.token(`fire-1/person-${i}`);
			expect(token).toMatch(/^[\w-]{11}[A-Za-z0-9]$/);
			seen.add(token);
		}
		expect(seen.size).toBe(5000);
	});

	it("are the same on every repeat and in every version: links that are out must keep working", () => {
		expect(secrets.token("fire-1/ana")).toBe("nCbRbgFIcgDt");
		expect(others.token("fire-1/ana")).not.toBe("nCbRbgFIcgDt");
	});
});
