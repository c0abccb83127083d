/**
 * The Fluent files of the service for the browser, one language at a time and only
 * the messages its sources can ask for: the files hold everything every channel says,
 * a page says a tenth of it.
 *
 * A source asks with a literal id ("page-name") or with the beginning of one
 * (`type-${type}`); both are found in the sources themselves, so no list has to be
 * kept. What a message refers to comes along.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Where the pages' words are asked for. */
const FOLDERS = ["src/dashboard", "src/screen"];
const FILES = [
	"src/wording/onScreen.ts",
	"src/wording/ground.ts",
	"src/wording/pieces.ts",
	"src/wording/speak.ts",
];
const NAMED = "virtual:texts/";

export function onlyOurTexts(root: string): Plugin {
	return {
		name: "only-our-texts",
		resolveId: (id) => (id.startsWith(NAMED) ? `\0${id}` : undefined),
		load(id) {
			if (!id.startsWith(`\0${NAMED}`)) return undefined;
			const file = join(root, "locales", `${id.slice(NAMED.length + 1)}.ftl`);
			this.addWatchFile(file);
			const asked = askedFor(sourcesIn(root));
			return `export default ${JSON.stringify(chosen(readFileSync(file, "utf8"), asked))};`;
		},
	};
}

const sourcesIn = (root: string): string[] => [
	...FOLDERS.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
			.filter((name) => /\.tsx?$/.test(name))
			.map((name) => readFileSync(join(root, folder, name), "utf8")),
	),
	...FILES.map((file) => readFileSync(join(root, file), "utf8")),
];

type AskedFor = {
	ids: ReadonlySet<string>;
	beginnings: readonly string[];
};

function askedFor(sources: readonly string[]): AskedFor {
	const ids = new Set<string>();
	const beginnings = new Set<string>();
	for (const source of sources) {
		for (const [, id = ""] of source.matchAll(
			/["`]([a-z][\w-]*)(?:\.[\w-]+)?["`]/g,
		))
			ids.add(id);
		for (const [, beginning = ""] of source.matchAll(/`([a-z][\w-]*-)\$\{/g))
			beginnings.add(beginning);
	}
	return { ids, beginnings: [...beginnings] };
}

/** The messages asked for and what they refer to, without comments. */
export function chosen(source: string, { ids, beginnings }: AskedFor): string {
	const messages = messagesOf(source);
	const wanted = [...messages.keys()].filter(
		(id) =>
			ids.has(id) || beginnings.some((beginning) => id.startsWith(beginning)),
	);
	const kept = new Set<string>();
	const keep = (id: string): void => {
		const text = messages.get(id);
		if (text === undefined || kept.has(id)) return;
		kept.add(id);
		for (const [, referred = ""] of text.matchAll(/\{\s*(-?[a-z][\w-]*)/g))
			keep(referred);
	};
	for (const id of wanted) keep(id);
	return [...messages]
		.filter(([id]) => kept.has(id))
		.map(([, text]) => text)
		.join("\n");
}

/** A message begins at the margin and goes on with indented lines. */
function messagesOf(source: string): Map<string, string> {
	const messages = new Map<string, string>();
	let id: string | undefined;
	for (const line of source.split("\n")) {
		const begun = /^(-?[a-zA-Z][\w-]*)\s*=/.exec(line)?.[1];
		if (begun !== undefined) {
			id = begun;
			messages.set(id, line);
		} else if (/^\s+\S|^\}/.test(line) && id !== undefined)
			messages.set(id, `${messages.get(id)}\n${line}`);
		else if (line.startsWith("#")) id = undefined;
	}
	return messages;
}
