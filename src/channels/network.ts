/**
 * What a broken connection says about the message that was on it.
 *
 * Before the first byte it was certainly not sent: `retry`, at once and uncounted.
 * After it nobody knows: `unknown`, and whoever sends again must bound the copies.
 */
import type { Outcome } from "../ports.ts";

/**
 * Errors of connecting and of agreeing on TLS; no request was written.
 * Sources: https://nodejs.org/api/errors.html#common-system-errors,
 * https://undici.nodejs.org/#/docs/api/Errors
 */
const BEFORE_THE_FIRST_BYTE: ReadonlySet<string> = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"ENETDOWN",
	"UND_ERR_CONNECT_TIMEOUT",
	"CERT_HAS_EXPIRED",
	"DEPTH_ZERO_SELF_SIGNED_CERT",
	"SELF_SIGNED_CERT_IN_CHAIN",
	"UNABLE_TO_VERIFY_LEAF_SIGNATURE",
	"UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
	"ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Any error that is not an answer of the carrier. Reads codes only: messages and headers may hold secrets. */
export function outcomeOfBrokenConnection(error: unknown): Outcome {
	for (const { code, syscall } of chainOf(error)) {
		if (code === undefined) continue;
		return BEFORE_THE_FIRST_BYTE.has(code) || syscall === "connect"
			? { outcome: "retry", code }
			: { outcome: "unknown", code };
	}
	return { outcome: "unknown", code: nameOf(error) };
}

/** The deadline passed: the carrier may have it or not. */
export const OVERDUE: Outcome = { outcome: "unknown", code: "deadline" };

/** Resolves with `OVERDUE` when `work` takes longer; what comes later is dropped. */
export async function within(
	deadlineMs: number,
	work: Promise<Outcome>,
): Promise<Outcome> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const overdue = new Promise<Outcome>((resolve) => {
		timer = setTimeout(() => resolve(OVERDUE), deadlineMs);
	});
	try {
		return await Promise.race([work, overdue]);
	} finally {
		clearTimeout(timer);
	}
}

type Failure = { code: string | undefined; syscall: string | undefined };

/** fetch hides the reason in `cause`, grammY in `error`; two addresses tried make an AggregateError. */
function* chainOf(error: unknown, depth = 0): Generator<Failure> {
	if (!(error instanceof Error) || depth > 5) return;
	const {
		code,
		syscall,
		cause,
		error: inner,
	} = error as Error & Record<string, unknown>;
	yield {
		code: typeof code === "string" ? code : undefined,
		syscall: typeof syscall === "string" ? syscall : undefined,
	};
	yield* chainOf(cause ?? inner, depth + 1);
	if (error instanceof AggregateError)
		yield* chainOf(error.errors[0], depth + 1);
}

/** AbortError, SyntaxError (an answer nobody can read), … */
function nameOf(error: unknown): string {
	if (!(error instanceof Error)) return "unreadable";
	const { error: inner } = error as Error & { error?: unknown };
	return inner instanceof Error ? inner.name : error.name;
}
