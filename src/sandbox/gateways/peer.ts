/** One gateway of the sandbox: which requests are its own, and what it answers. */
export type GatewayRequest = {
	method: string;
	path: string;
	authorization: string;
	/** JSON or form, read; an empty object where there is none. */
	body: Record<string, unknown>;
};

export type GatewayReply = {
	status: number;
	body: unknown;
	/** The id under which its status is asked. */
	ref?: string;
};

export type Peer = {
	/** `turbosms.send` and the like, with the phone it concerns; undefined = not of this gateway. */
	operationOf(
		request: GatewayRequest,
	): { operation: string; to?: string } | undefined;
	answer(
		operation: string,
		request: GatewayRequest,
		swallowed: boolean,
	): GatewayReply;
	/** How it says no: `code` where it has codes of its own, else the HTTP status. */
	refuse(status: number, code: number | undefined): GatewayReply;
};

export const plus = (digits: unknown): string =>
	`+${String(digits ?? "").replace(/\D/g, "")}`;

/** A number this sandbox would take for somebody's: any of the length of a phone number. */
export const isNumber = (number: string): boolean =>
	/^\+[1-9]\d{9,14}$/.test(number);

export const first = (list: unknown): Record<string, unknown> =>
	(Array.isArray(list) ? list[0] : undefined) ?? {};
