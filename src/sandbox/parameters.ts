/**
 * Checks the parameters of a Bot API call against the documents' table.
 *
 * Stricter than Telegram in one point: a name the documents do not have is refused,
 * where Telegram would drop it in silence and a misspelt `reply_markup` would go unseen.
 */
import { METHODS, TYPES } from "./botApi.ts";

export type Parameters = Record<string, unknown>;

export class TelegramRefusal extends Error {
	readonly code: number;
	readonly retryAfterSeconds: number | undefined;
	constructor(code: number, description: string, retryAfterSeconds?: number) {
		super(description);
		this.code = code;
		this.retryAfterSeconds = retryAfterSeconds;
	}
}

export const refuse = (description: string): never => {
	throw new TelegramRefusal(400, `Bad Request: ${description}`);
};

/** Returns the parameters with form values read as the types they stand for. */
export function readParameters(method: string, given: Parameters): Parameters {
	return readObject(method, METHODS[method] ?? {}, given);
}

function readObject(
	name: string,
	row: Readonly<Record<string, string>>,
	given: Parameters,
): Parameters {
	const unknown = Object.keys(given).filter((key) => !(key in row));
	if (unknown.length > 0)
		refuse(`${name} has no parameter ${unknown.join(", ")}`);
	const read: Parameters = {};
	for (const [key, type] of Object.entries(row)) {
		const value = given[key];
		const required = type.endsWith("!");
		if (value === undefined || value === null) {
			if (required) refuse(`${name} needs parameter ${key}`);
			continue;
		}
		read[key] = readValue(
			`${name}.${key}`,
			(required ? type.slice(0, -1) : type).split("|"),
			value,
		);
	}
	return read;
}

function readValue(name: string, types: string[], value: unknown): unknown {
	for (const type of types) {
		const read = readAs(name, type, value, types);
		if (read !== undefined) return read;
	}
	return refuse(`${name} must be ${types.join(" or ")}`);
}

/** The value as `type`, or undefined when it is not one. */
function readAs(
	name: string,
	type: string,
	value: unknown,
	types: string[],
): unknown {
	switch (type) {
		case "String":
			return typeof value === "string" ? value : undefined;
		case "Boolean":
			if (typeof value === "boolean") return value;
			return value === "true" ? true : value === "false" ? false : undefined;
		case "Integer":
			return numeric(value, /^-?\d+$/);
		case "Float":
			return numeric(value, /^-?\d+(\.\d+)?(e-?\d+)?$/i);
	}
	const object = typeof value === "string" ? parsed(value) : value;
	if (type.startsWith("Array of "))
		return Array.isArray(object)
			? object.map((item, index) =>
					readValue(
						`${name}[${index}]`,
						[type.slice("Array of ".length)],
						item,
					),
				)
			: undefined;
	if (typeof object !== "object" || object === null || Array.isArray(object))
		return undefined;
	const row = TYPES[type];
	if (!row) return object;
	// Of several object types the one whose required field is there is meant.
	const mark = Object.keys(row).find((key) => row[key]?.endsWith("!"));
	if (types.length > 1 && mark && !(mark in object)) return undefined;
	return readObject(name, row, object as Parameters);
}

function numeric(value: unknown, pattern: RegExp): number | undefined {
	if (typeof value === "number")
		return pattern.test(String(value)) ? value : undefined;
	return typeof value === "string" && pattern.test(value)
		? Number(value)
		: undefined;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
