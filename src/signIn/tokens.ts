/**
 * Random words that open something, and the keyed hashes by which they are found
 * again. The purpose before it keeps a token of one kind from ever opening another.
 */
import { Buffer } from "node:buffer";
import type { KeyedHash } from "../ports.ts";
import type { Service } from "../service.ts";

export type Purpose =
	| "session"
	| "ticket"
	| "code"
	| "link"
	| "ceremony"
	| "enrol"
	| "address";

export const hashFor = (
	{ secrets }: Pick<Service, "secrets">,
	purpose: Purpose,
	word: string,
): KeyedHash => secrets.hash(`${purpose}:${word}`);

/** A cookie: 256 bits. */
export const newToken = (): string => random(32);
/** A link: 128 bits, 22 characters. */
export const newLink = (): string => random(16);
export const LINK = /^[\w-]{22}$/;

const random = (bytes: number): string =>
	Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString(
		"base64url",
	);

const DIGITS = 6;

/** Every code is as likely as any other: what does not divide evenly is drawn again. */
export function newCode(): string {
	const codes = 10 ** DIGITS;
	const even = Math.floor(2 ** 32 / codes) * codes;
	for (;;) {
		const [drawn = even] = crypto.getRandomValues(new Uint32Array(1));
		if (drawn < even) return String(drawn % codes).padStart(DIGITS, "0");
	}
}
