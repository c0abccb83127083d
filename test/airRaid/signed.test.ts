/** Whose word it is. */
import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { keyIn, signatureCheck } from "../../src/airRaid/signed.ts";

const NOW = 1_790_000_000_000;
const BODY = '{"regionId":"21","a":  1}';
const pairOf = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [ours, strangers] = [pairOf(), pairOf()];
const pemOf = (pair: typeof ours) =>
	pair.publicKey.export({ type: "spki", format: "pem" }).toString();

const message = (
	more: {
		at?: number;
		body?: string;
		signedBody?: string;
		pair?: typeof ours;
		algorithm?: string | undefined;
	} = {},
) => {
	const { at = NOW, body = BODY, signedBody = body, pair = ours } = more;
	const timestamp = String(Math.floor(at / 1000));
	return {
		timestamp,
		body,
		algorithm: "algorithm" in more ? more.algorithm : "rsa-sha256",
		signature: createSign("RSA-SHA256")
			.update(`${timestamp}.${signedBody}`)
			.sign(pair.privateKey, "base64"),
	};
};

const check = (fetched: () => string | undefined = () => pemOf(ours)) => {
	const asked = { times: 0 };
	const time = { mono: 0 };
	return {
		asked,
		time,
		...signatureCheck({
			fetchKey: async () => {
				asked.times += 1;
				return fetched();
			},
			mono: () => time.mono,
		}),
	};
};

it("is the source's own over the very bytes, for five minutes either way", async () => {
	const { isOurs } = check();
	expect(await isOurs(message(), NOW)).toBe(true);
	expect(await isOurs(message({ algorithm: undefined }), NOW)).toBe(true);
	for (const off of [-299_000, 299_000])
		expect(await isOurs(message({ at: NOW + off }), NOW)).toBe(true);
	for (const off of [-302_000, 302_000])
		expect(await isOurs(message({ at: NOW + off }), NOW)).toBe(false);
});

it("is nobody's with a changed body, another second, another key, no signature or another way of signing", async () => {
	const { isOurs } = check();
	const good = message();
	for (const bad of [
		message({ body: '{"regionId":"21","a":1}', signedBody: BODY }),
		{ ...good, timestamp: String(Number(good.timestamp) + 1) },
		message({ pair: strangers }),
		{ ...good, signature: "" },
		{ ...good, signature: "not base64 §" },
		{ ...good, timestamp: "" },
		{ ...good, timestamp: "1e9" },
		message({ algorithm: "hmac-sha256" }),
		message({ algorithm: "none" }),
		{
			...good,
			// The published key as a shared secret: an old trick.
			signature: createHmac("sha256", pemOf(ours))
				.update(`${good.timestamp}.${good.body}`)
				.digest("base64"),
		},
	])
		expect(await isOurs(bad, NOW)).toBe(false);
});

it("learns a new key of the source, and asks for it at most once a minute", async () => {
	let published = pemOf(strangers);
	const { isOurs, prepare, asked, time } = check(() => published);
	await prepare();
	expect(await isOurs(message(), NOW)).toBe(false);
	published = pemOf(ours);
	for (let i = 0; i < 20; i++) expect(await isOurs(message(), NOW)).toBe(false);
	expect(asked.times).toBe(1);
	time.mono += 60_000;
	expect(await isOurs(message(), NOW)).toBe(true);
	expect(asked.times).toBe(2);
});

it("goes on with the old key while the source has none to show", async () => {
	let published: string | undefined = pemOf(ours);
	const { isOurs, time } = check(() => published);
	expect(await isOurs(message(), NOW)).toBe(true);
	published = undefined;
	time.mono += 60_000;
	expect(await isOurs(message({ pair: strangers }), NOW)).toBe(false);
	expect(await isOurs(message(), NOW)).toBe(true);
});

it("never fetches where a key was set", async () => {
	const fixed = signatureCheck({
		publicKey: pemOf(ours).replaceAll("\n", "\\n"),
		fetchKey: () => {
			throw new Error("nobody asks");
		},
		mono: () => 0,
	});
	await fixed.prepare();
	expect(await fixed.isOurs(message(), NOW)).toBe(true);
	expect(await fixed.isOurs(message({ pair: strangers }), NOW)).toBe(false);
});

it("takes RSA keys only", () => {
	const other = generateKeyPairSync("ed25519").publicKey.export({
		type: "spki",
		format: "pem",
	});
	expect(keyIn(other.toString())).toBeUndefined();
	expect(keyIn("-----BEGIN PUBLIC KEY-----")).toBeUndefined();
	expect(keyIn(pemOf(ours))).toBeDefined();
});
