/**
 * JSON lines for the operator (pino). Capability links, phone numbers and tokens
 * are cut out of everything that is written, whoever forgot not to write them.
 */
import pino from "pino";
import { withoutPhones } from "./phones.ts";
import type { Log } from "./service.ts";

export function jsonLog(level: string): Log {
	const log = pino({ level, base: null });
	return {
		info: (message, fields) => log.info(clean(fields), message),
		warn: (message, fields) => log.warn(clean(fields), message),
		error: (message, fields) => log.error(clean(fields), message),
	};
}

const clean = (fields: Record<string, unknown> = {}): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [
			name,
			typeof value === "string" ? withoutSecrets(value) : value,
		]),
	);

/** Bot tokens, capability links, phone numbers with their plus. */
const withoutSecrets = (text: string): string =>
	text
		.replace(/\d{6,}:[\w-]{20,}/g, "<token>")
		.replace(/\/(a|i|wall|sign-in|desk)\/[\w-]{8,}/g, "/$1/<token>")
		.replace(/\+\d[\d\s().-]{5,}\d/g, withoutPhones);
