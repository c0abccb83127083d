/**
 * A strict reader of small XML documents: elements, attributes, text, CDATA, comments.
 *
 * What is not well-formed is refused, as Twilio refuses it (12100); no DTD, no namespaces.
 */
export type Element = {
	name: string;
	attributes: Record<string, string>;
	children: Element[];
	/** Text directly inside, and all text inside in reading order. */
	ownText: string;
	text: string;
};

const NAMED: Readonly<Record<string, string>> = {
	lt: "<",
	gt: ">",
	amp: "&",
	quot: '"',
	apos: "'",
};

const TOKEN =
	/<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

export function parseXml(source: string): Element {
	const top = element("", {});
	const open = [top];
	let read = 0;
	for (const token of source.trim().matchAll(TOKEN)) {
		const [all, cdata, endName, startName, attributes, empty, text] = token;
		read += all.length;
		const inside = open.at(-1) as Element;
		if (cdata !== undefined) write(open, cdata);
		else if (text !== undefined) write(open, decodeEscapes(text));
		else if (startName !== undefined) {
			const child = element(startName, readAttributes(attributes ?? ""));
			inside.children.push(child);
			if (!empty) open.push(child);
		} else if (endName !== undefined && open.pop()?.name !== endName)
			throw new Error(`not well-formed XML: unexpected </${endName}>`);
	}
	const [root] = top.children;
	if (
		read !== source.trim().length ||
		open.length !== 1 ||
		!root ||
		top.children.length !== 1 ||
		top.ownText.trim() !== ""
	)
		throw new Error("not well-formed XML");
	return root;
}

const element = (
	name: string,
	attributes: Record<string, string>,
): Element => ({ name, attributes, children: [], ownText: "", text: "" });

function write(open: Element[], text: string): void {
	for (const above of open) above.text += text;
	(open.at(-1) as Element).ownText += text;
}

function readAttributes(source: string): Record<string, string> {
	const attributes: Record<string, string> = {};
	for (const [, name = "", double, single] of source.matchAll(ATTRIBUTE)) {
		if (name in attributes)
			throw new Error(`not well-formed XML: attribute ${name} twice`);
		attributes[name] = decodeEscapes(double ?? single ?? "");
	}
	return attributes;
}

function decodeEscapes(text: string): string {
	return text.replace(
		/&(?:#(\d+)|#x([\da-f]+)|(\w+))?;?/gi,
		(all, ...found) => {
			const [decimal, hex, name] = found as (string | undefined)[];
			const known = name
				? NAMED[name]
				: decimal
					? String.fromCodePoint(Number(decimal))
					: hex
						? String.fromCodePoint(Number.parseInt(hex, 16))
						: undefined;
			if (known === undefined || !all.endsWith(";"))
				throw new Error(`not well-formed XML: ${all}`);
			return known;
		},
	);
}
