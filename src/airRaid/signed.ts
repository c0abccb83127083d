/**
 * Whether a message is the alerts API's own: signed over the second and the raw body,
 * of now, with the key it publishes or the one that was set.
 *
 * A wrong signature may mean a new key, so the key is fetched again, at most once a
 * minute: a stranger who sends nonsense must not make us knock at their door.
 */
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { Instant } from "../core/kinds.ts";

export type Signed = {
	timestamp: string;
	signature: string;
	algorithm: string | undefined;
	body: string;
};

export type SignatureCheck = {
	isOurs(message: Signed, wallMs: Instant): Promise<boolean>;
	/** Fetches the key when none was set. */
	prepare(): Promise<void>;
};

const WINDOW_MS = 5 * 60_000;
const AGAIN_MS = 60_000;

export function signatureCheck({
	publicKey,
	fetchKey,
	mono,
}: {
	/** PEM; set by the operator it stands, and nothing is fetched. */
	publicKey?: string;
	fetchKey(): Promise<string | undefined>;
	mono(): number;
}): SignatureCheck {
	let key = publicKey === undefined ? undefined : keyIn(publicKey);
	let askedAt = Number.NEGATIVE_INFINITY;
	let asking: Promise<void> | undefined;

	const refresh = (): Promise<void> => {
		if (publicKey !== undefined || mono() - askedAt < AGAIN_MS)
			return asking ?? Promise.resolve();
		askedAt = mono();
		asking = fetchKey()
			.then((pem) => {
				const fetched = pem === undefined ? undefined : keyIn(pem);
				if (fetched) key = fetched;
			})
			.finally(() => {
				asking = undefined;
			});
		return asking;
	};

	const fits = ({ timestamp, signature, body }: Signed): boolean => {
		if (!key) return false;
		try {
			return verify(
				"sha256",
				Buffer.from(`${timestamp}.${body}`),
				key,
				Buffer.from(signature, "base64"),
			);
		} catch {
			return false;
		}
	};

	return {
		async isOurs(message, wallMs) {
			const { timestamp, algorithm = "rsa-sha256" } = message;
			if (!/^\d{1,12}$/.test(timestamp)) return false;
			if (!/^rsa-?sha256$/i.test(algorithm)) return false;
			if (Math.abs(wallMs - Number(timestamp) * 1000) > WINDOW_MS) return false;
			if (fits(message)) return true;
			await refresh();
			return fits(message);
		},
		prepare: refresh,
	};
}

/** Only RSA: another kind would be checked by other rules. */
export function keyIn(pem: string): KeyObject | undefined {
	try {
		// In an environment a line end is often written as two signs.
		const key = createPublicKey(pem.replaceAll("\\n", "\n"));
		return key.asymmetricKeyType === "rsa" ? key : undefined;
	} catch {
		return undefined;
	}
}
