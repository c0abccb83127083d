/**
 * Every file of the build also as brotli and gzip, once: a
 * chief's line is slow, and the service has other work than to compress.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const WORTH_IT_BYTES = 1_000;

export function compressed(): Plugin {
	return {
		name: "compressed",
		apply: "build",
		writeBundle({ dir = "" }, bundle) {
			const known = new Set(readdirSync(join(dir, "assets")));
			for (const name of Object.keys(bundle)) {
				if (!/\.(js|css|svg|webmanifest)$/.test(name)) continue;
				// A name of the build before: the same contents, compressed then.
				if (known.has(`${name.replace("assets/", "")}.br`)) continue;
				const file = join(dir, name);
				const bytes = readFileSync(file);
				if (bytes.length < WORTH_IT_BYTES) continue;
				writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
				writeFileSync(
					`${file}.br`,
					brotliCompressSync(bytes, {
						params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
					}),
				);
			}
		},
	};
}
