/**
 * Telegram's HTML mode: markup in, plain text and entities out, or the refusal Telegram gives.
 *
 * https://core.telegram.org/bots/api#html-style . Errors follow the wording of the
 * server's own parser, since "can't parse entities" is what the product falls back on.
 */
import { refuse } from "./parameters.ts";

export type Entity = {
	type: string;
	offset: number;
	length: number;
	url?: string;
	language?: string;
};

const ENTITY_OF_TAG: Readonly<Record<string, string>> = {
	b: "bold",
	strong: "bold",
	i: "italic",
	em: "italic",
	u: "underline",
	ins: "underline",
	s: "strikethrough",
	strike: "strikethrough",
	del: "strikethrough",
	code: "code",
	pre: "pre",
	a: "text_link",
	"tg-spoiler": "spoiler",
	span: "spoiler",
	blockquote: "blockquote",
};

const NAMED: Readonly<Record<string, string>> = {
	lt: "<",
	gt: ">",
	amp: "&",
	quot: '"',
};

const TEXT_MAX = 4096;

/** Text and entities as Telegram keeps them; refuses what it would refuse. */
export function readText(
	text: string,
	parseMode: string | undefined,
	entities: Entity[] | undefined,
): { text: string; entities: Entity[] } {
	const read = parseMode
		? parseMarkup(text, parseMode)
		: { text, entities: entities ?? [] };
	const trimmed = read.text.trimEnd();
	if (trimmed.trim() === "") refuse("message text is empty");
	if (trimmed.length > TEXT_MAX) refuse("message is too long");
	return { text: trimmed, entities: read.entities };
}

function parseMarkup(source: string, parseMode: string) {
	// Dzvin writes HTML only; the other modes exist at Telegram and are not spoken here.
	if (parseMode.toLowerCase() !== "html") refuse("unsupported parse_mode");
	return parseHtml(source);
}

const unparsable = (why: string, source: string, index: number): never =>
	refuse(
		`can't parse entities: ${why} at byte offset ${Buffer.byteLength(source.slice(0, index))}`,
	);

export function parseHtml(source: string): {
	text: string;
	entities: Entity[];
} {
	let text = "";
	const entities: Entity[] = [];
	const open: { tag: string; entity: Entity; index: number }[] = [];
	let index = 0;
	while (index < source.length) {
		const character = source[index] as string;
		if (character === "&") {
			const coded = /^&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/i.exec(
				source.slice(index, index + 12),
			);
			const decoded = coded && decode(coded);
			text += decoded ?? "&";
			index += decoded === undefined || !coded ? 1 : coded[0].length;
		} else if (character === "<") {
			const end = source.indexOf(">", index);
			if (end < 0) unparsable("Unclosed start tag", source, index);
			const inside = source.slice(index + 1, end);
			if (inside.startsWith("/")) closeTag(inside.slice(1).trim(), index);
			else openTag(inside, index);
			index = end + 1;
		} else {
			text += character;
			index++;
		}
	}
	const last = open.at(-1);
	if (last)
		unparsable(
			`Can't find end tag corresponding to start tag "${last.tag}"`,
			source,
			last.index,
		);
	return { text, entities };

	function openTag(inside: string, at: number): void {
		const [, tag = "", rest = ""] =
			/^([a-z-]+)((?:\s+[a-z-]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'=<>]+))?)*)\s*$/i.exec(
				inside,
			) ?? [];
		const type = ENTITY_OF_TAG[tag.toLowerCase()];
		if (!type)
			unparsable(
				`Unsupported start tag "${tag || inside.split(/\s/)[0]}"`,
				source,
				at,
			);
		const href = /\shref=(?:"([^"]*)"|'([^']*)')/i.exec(rest);
		const entity: Entity = {
			type: type as string,
			offset: text.length,
			length: 0,
		};
		if (tag === "a") entity.url = href?.[1] ?? href?.[2] ?? "";
		if (tag === "span" && !/class=["']tg-spoiler["']/.test(rest))
			unparsable('Tag "span" must have class "tg-spoiler"', source, at);
		open.push({ tag: tag.toLowerCase(), entity, index: at });
	}

	function closeTag(tag: string, at: number): void {
		const opened = open.pop();
		if (!opened) {
			unparsable("Unexpected end tag", source, at);
			return;
		}
		if (tag !== "" && tag.toLowerCase() !== opened.tag)
			unparsable(
				`Unmatched end tag, expected "</${opened.tag}>", found "</${tag}>"`,
				source,
				at,
			);
		const length = text.length - opened.entity.offset;
		if (length > 0) entities.push({ ...opened.entity, length });
	}
}

/** An escape nobody knows stays as written, as at Telegram. */
function decode([, decimal, hex, name]: RegExpExecArray): string | undefined {
	if (name) return NAMED[name];
	const code = decimal ? Number(decimal) : Number.parseInt(hex ?? "", 16);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
