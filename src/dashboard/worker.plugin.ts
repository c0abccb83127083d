/**
 * The service worker, written at the end of the build with the list of what was
 * built: the shell and the pages open without a line, from the build they belong to.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

export function serviceWorker(): Plugin {
	return {
		name: "service-worker",
		apply: "build",
		generateBundle(_options, bundle) {
			const built = Object.keys(bundle)
				// The map is half a megabyte: it is kept once it was opened.
				.filter(
					(name) => /\.(js|css)$/.test(name) && !/maplibre|basemap/i.test(name),
				)
				.map((name) => `/board/${name}`)
				.sort();
			const source = readFileSync(
				join(import.meta.dirname, "offline/serviceWorker.js"),
				"utf8",
			);
			this.emitFile({
				type: "asset",
				fileName: "service-worker.js",
				source: source
					.replace("__SHELL__", JSON.stringify(built))
					.replace("__VERSION__", JSON.stringify(hashOf(built))),
			});
		},
	};
}

/** File names carry the hash of what is in them, so the list names the build. */
function hashOf(names: readonly string[]): string {
	let hash = 5381;
	for (const character of names.join())
		hash = (hash * 33 + (character.codePointAt(0) ?? 0)) >>> 0;
	return hash.toString(36);
}
