/**
 * Instants of the API are ISO 8601 texts under keys that end in `At` (`http/json.ts`
 * wrote them); the screens reckon in milliseconds, as the core does.
 */
export function fromWire<View>(value: unknown): View {
	return convert(value) as View;
}

const INSTANT = /^(at|until|\w*At)$/;

function convert(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(convert);
	if (typeof value !== "object" || value === null) return value;
	const read: Record<string, unknown> = {};
	for (const [key, inner] of Object.entries(value))
		read[key] =
			typeof inner === "string" && INSTANT.test(key)
				? Date.parse(inner)
				: convert(inner);
	return read;
}
