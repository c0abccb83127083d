/**
 * The planned answers. Everything else is a defect: 500 to the caller, the stack
 * to the operator. `http/problem.ts` maps these to RFC 9457 in one table.
 */
export type ErrorKind =
	| "invalid"
	| "unauthorized"
	| "forbidden"
	| "notFound"
	| "conflict"
	| "mismatch"
	| "tooMany"
	| "unavailable";

/** One thing that was wrong with the input: where, what was expected and what came. */
export type Fault = { path: string; message: string };

export class AppError extends Error {
	readonly kind: ErrorKind;
	readonly faults: readonly Fault[];
	/** Present status of an incident, for a conflict. */
	readonly status: string | undefined;
	/** For `tooMany`: when it may be asked again. */
	readonly retryAfterSeconds: number | undefined;

	constructor(
		kind: ErrorKind,
		message: string,
		more: {
			faults?: readonly Fault[];
			status?: string;
			retryAfterSeconds?: number;
			cause?: unknown;
		} = {},
	) {
		super(message, { cause: more.cause });
		this.name = "AppError";
		this.kind = kind;
		this.faults = more.faults ?? [];
		this.status = more.status;
		this.retryAfterSeconds = more.retryAfterSeconds;
	}
}

/** Nothing was written, for no fault of who asked: it may be kept and done later. */
export const isUnavailable = (error: unknown): error is AppError =>
	error instanceof AppError && error.kind === "unavailable";
