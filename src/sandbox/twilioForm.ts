/**
 * What a request to Twilio holds, and how one is refused.
 *
 * https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions and
 * https://www.twilio.com/docs/api/errors .
 */
export type Form = {
	get(name: string): string | undefined;
	getAll(name: string): string[];
};

export const formOf = (parameters: URLSearchParams): Form => ({
	get: (name) => parameters.get(name) ?? undefined,
	getAll: (name) => parameters.getAll(name),
});

/** A RestException. */
export class RestRefusal extends Error {
	readonly code: number;
	readonly status: number;
	constructor(code: number, message: string, status = 400) {
		super(message);
		this.code = code;
		this.status = status;
	}
}

export function demandE164(number: string, code: number, what: string): void {
	if (!/^\+[1-9]\d{6,14}$/.test(number))
		throw new RestRefusal(
			code,
			`Invalid '${what}' Phone Number: ${number} (E.164 expected, such as +380671234567)`,
		);
}

/** Twilio's dates: RFC 2822, always UTC. */
export const rfc2822 = (at: number): string =>
	new Date(at).toUTCString().replace("GMT", "+0000");
