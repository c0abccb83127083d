/**
 * Signed as Standard Webhooks (https://www.standardwebhooks.com) says, for which there
 * are libraries in every language: HMAC-SHA256 over id, second and body.
 */
import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

export const newSigningSecret = (): string =>
	PREFIX + randomBytes(SECRET_BYTES).toString("base64");

/** With two secrets both sign: the peer takes whichever it knows already. */
export function signedHeaders(
	secrets: readonly string[],
	{ id, body, wallMs }: { id: string; body: string; wallMs: number },
): Record<string, string> {
	const second = String(Math.floor(wallMs / 1_000));
	return {
		"webhook-id": id,
		"webhook-timestamp": second,
		"webhook-signature": secrets
			.map((secret) => `v1,${signature(secret, `${id}.${second}.${body}`)}`)
			.join(" "),
	};
}

const signature = (secret: string, signed: string): string =>
	createHmac("sha256", Buffer.from(secret.slice(PREFIX.length), "base64"))
		.update(signed)
		.digest("base64");
