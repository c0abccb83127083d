/**
 * Everything derived from `DZVIN_SECRET`: sealing of what a thief of the
 * database must not read, look-up hashes, and the tokens in links. Nothing else
 * opens a `Sealed`. Runs in Node and in Workers alike.
 *
 * Three keys are derived so that none says anything about another: AES-256-GCM
 * for sealing, HMAC-SHA256 for look-ups, HMAC-SHA256 for tokens.
 */
import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createHmac,
	createSecretKey,
	hkdfSync,
	type KeyObject,
	randomBytes,
} from "node:crypto";
import type { KeyedHash, Sealed } from "./ports.ts";

export type Secrets = {
	/** Text only this installation can open; sealed twice it differs. */
	seal(text: string): Sealed;
	open(sealed: Sealed): string;
	/** The same text gives the same hash, so that a phone can be found without being stored. */
	hash(text: string): KeyedHash;
	/** 72 bits as 12 base64url characters, the same for the same parts. */
	token(parts: string): string;
	salt(): string;
	/** What an event keeps of words: erasing salt and text makes it say nothing. */
	saltedHash(salt: string, text: string): string;
	/** Tells whether a database was written with this secret; says nothing about it. */
	fingerprint(): string;
};

/** What a group is found by; never what a person's own chat is found by. */
export const groupHash = (
	{ secrets }: { secrets: Pick<Secrets, "hash"> },
	chat: number | string,
): KeyedHash => secrets.hash(`group:${chat}`);

const LEAST_BYTES = 32;
/** First character of everything sealed, so that another cipher may follow one day. */
const VERSION = "1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TOKEN_BYTES = 9;

export function createSecrets(secret: string): Secrets {
	const bytes = Buffer.byteLength(secret);
	if (bytes < LEAST_BYTES)
		throw new Error(
			`DZVIN_SECRET must have at least ${LEAST_BYTES} bytes, got ${bytes}. Make one with: openssl rand -base64 32`,
		);
	const sealing = keyFor(secret, "seal");
	const lookUp = keyFor(secret, "look-up");
	const tokens = keyFor(secret, "token");
	return {
		seal: (text) => seal(sealing, text),
		open: (sealed) => open(sealing, sealed),
		hash: (text) => hmac(lookUp, text).toString("base64url") as KeyedHash,
		token: (parts) => token(tokens, parts),
		salt: () => randomBytes(16).toString("base64url"),
		saltedHash: (salt, text) =>
			createHash("sha256").update(`${salt}\n${text}`).digest("base64url"),
		fingerprint: () =>
			hmac(keyFor(secret, "fingerprint"), "dzvin").toString("hex").slice(0, 16),
	};
}

function seal(key: KeyObject, text: string): Sealed {
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv("aes-256-gcm", key, nonce);
	const sealed = Buffer.concat([
		nonce,
		cipher.update(text, "utf8"),
		cipher.final(),
		cipher.getAuthTag(),
	]);
	return `${VERSION}${sealed.toString("base64url")}` as Sealed;
}

function open(key: KeyObject, sealed: Sealed): string {
	const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url");
	if (!sealed.startsWith(VERSION) || bytes.length < NONCE_BYTES + TAG_BYTES)
		throw notOurs();
	const decipher = createDecipheriv(
		"aes-256-gcm",
		key,
		bytes.subarray(0, NONCE_BYTES),
	);
	decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
	try {
		const text = decipher.update(
			bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES),
		);
		return Buffer.concat([text, decipher.final()]).toString("utf8");
	} catch {
		throw notOurs();
	}
}

/** Never says what it tried to open. */
const notOurs = (): Error =>
	new Error(
		"Expected text sealed with this installation's DZVIN_SECRET, got something else. Was the secret changed, or a database of another installation restored?",
	);

/** People copy links: one ending in - or _ loses its last character in many phones. */
function token(key: KeyObject, parts: string): string {
	for (let counter = 0; ; counter += 1) {
		const derived = hmac(key, `${counter}\n${parts}`)
			.subarray(0, TOKEN_BYTES)
			.toString("base64url");
		if (/[A-Za-z0-9]$/.test(derived)) return derived;
	}
}

const hmac = (key: KeyObject, text: string): Buffer =>
	createHmac("sha256", key).update(text).digest();

/** A key object and not its bytes: Node looks at bytes anew each time, which costs four times the sealing itself. */
const keyFor = (secret: string, purpose: string): KeyObject =>
	createSecretKey(
		new Uint8Array(hkdfSync("sha256", secret, "dzvin", purpose, 32)),
	);
